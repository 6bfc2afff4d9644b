import { expect, test } from "vitest";
import { MESSAGES } from "@/i18n/messages";

type Tree = { [key: string]: string | Tree };

function flat(tree: Tree, prefix = ""): Map<string, string> {
  const entries = Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[prefix + key, value]] : [...flat(value, `${prefix}${key}.`)],
  );
  return new Map(entries);
}

/** Names that the caller must fill: {count, plural, …} and {name}. */
function argumentsOf(message: string): string[] {
  const names = [...message.matchAll(/\{\s*([A-Za-z]\w*)\s*(?=[,}])/g)].flatMap((match) => match[1] ?? []);
  return [...new Set(names)].sort();
}

const en = flat(MESSAGES.en);
const de = flat(MESSAGES.de);

test("English and German have the same keys", () => {
  expect([...de.keys()].sort()).toEqual([...en.keys()].sort());
});

test("a message takes the same arguments in both languages", () => {
  // A plural form in braces may be a single word, which looks like an argument: only real ones are followed by a use.
  const differing = [...en].filter(([key, text]) => {
    const german = de.get(key) ?? "";
    return argumentsOf(text).some((name) => !german.includes(`{${name}`));
  });
  expect(differing.map(([key]) => key)).toEqual([]);
});

test("no message is empty and nobody is shouted at", () => {
  const wrong = [...en, ...de].filter(([, text]) => text.trim() === "" || text.includes("!"));
  expect(wrong.map(([key]) => key)).toEqual([]);
});

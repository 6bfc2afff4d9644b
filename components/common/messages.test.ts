import { expect, test } from "vitest";
import { MESSAGES } from "@/i18n/messages";

type Tree = { [key: string]: string | Tree };

function flat(tree: Tree, prefix = ""): Map<string, string> {
  const entries = Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[prefix + key, value]] : [...flat(value, `${prefix}${key}.`)],
  );
  return new Map(entries);
}

/** Names that the caller must fill: {count, plural, …} and {name}. Braces within an argument hold its wordings. */
function argumentsOf(message: string): string[] {
  const names = new Set<string>();
  let depth = 0;
  for (const [index, letter] of [...message].entries()) {
    if (letter === "{" && depth % 2 === 0) names.add(/^\{\s*(\w+)/.exec([...message].slice(index).join(""))?.[1] ?? "");
    if (letter === "{") depth += 1;
    if (letter === "}") depth -= 1;
  }
  return [...names].sort();
}

const en = flat(MESSAGES.en);
const de = flat(MESSAGES.de);

test("English and German have the same keys", () => {
  expect([...de.keys()].sort()).toEqual([...en.keys()].sort());
});

test("a message takes the same arguments in both languages", () => {
  const differing = [...en].filter(([key, text]) => argumentsOf(text).join() !== argumentsOf(de.get(key) ?? "").join());
  expect(differing.map(([key]) => key)).toEqual([]);
});

test("no message is empty and nobody is shouted at", () => {
  const wrong = [...en, ...de].filter(([, text]) => text.trim() === "" || text.includes("!"));
  expect(wrong.map(([key]) => key)).toEqual([]);
});

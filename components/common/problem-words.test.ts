import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { MESSAGES } from "@/i18n/messages";
import { ERROR_STATUS } from "@/lib/core/errors";
import { CHECK_CODES, checkCode, REFUSAL_CODES } from "@/lib/core/problem-codes";

const files = (...paths: string[]) =>
  execFileSync("git", ["ls-files", ...paths], { encoding: "utf8" })
    .split("\n")
    .filter((file) => /\.tsx?$/.test(file) && !file.includes(".test."));

test.each(["en", "de"] as const)(
  "every code and status that the product answers has words (%s), and no others do",
  (locale) => {
    const { code, status } = MESSAGES[locale].problems;
    expect(Object.keys(code).toSorted()).toEqual([...CHECK_CODES, ...REFUSAL_CODES].toSorted());
    const wanted = [...Object.values(ERROR_STATUS), 500].map(String);
    expect(Object.keys(status).toSorted()).toEqual(wanted.toSorted());
  },
);

test("German words are not the English ones", () => {
  const { en, de } = MESSAGES;
  const same = Object.entries(de.problems.code).filter(([code, text]) => Object(en.problems.code)[code] === text);
  expect(same).toEqual([]);
});

test("a code that no service answers any more leaves the list", () => {
  const text = files("lib", "app")
    .filter((file) => file !== "lib/core/problem-codes.ts")
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
  expect(REFUSAL_CODES.filter((code) => !new RegExp(`\\b${code}\\b`).test(text))).toEqual([]);
});

test("an issue that zod invents later is still a code with words", () => {
  expect([checkCode("too_small"), checkCode("something_new")]).toEqual(["TOO_SMALL", "CUSTOM"]);
});

/** Where a server's sentence is carried on, not shown; `use-problem` decides who may read it. */
const CARRIERS = ["components/review/outbox-sender.ts"];

test("no screen shows the sentence of a failure itself: useProblem says it in the reader's language", () => {
  const sentence = /\b(error|problem|failure|refusal)\??\.(message|detail)\b/;
  const shown = files("components", "app/(app)", "app/(public)").filter(
    (file) => !CARRIERS.includes(file) && sentence.test(readFileSync(file, "utf8")),
  );
  expect(shown).toEqual([]);
});

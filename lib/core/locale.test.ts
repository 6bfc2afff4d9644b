import { expect, test } from "vitest";
import { chooseLocale, localeOfHeader } from "./locale";

test("the heavier weight wins: fr, then de at 0.9, then en at 0.8 is German", () => {
  expect(localeOfHeader("fr-CH, de;q=0.9, en;q=0.8")).toBe("de");
  expect(localeOfHeader("en;q=0.3, de-AT;q=0.7")).toBe("de");
});

test("a language at weight 0 is refused, an unknown one is nothing", () => {
  expect(localeOfHeader("de;q=0, en;q=0.1")).toBe("en");
  expect(localeOfHeader("fr, it")).toBeNull();
  expect(localeOfHeader(null)).toBeNull();
});

test("person before cookie before browser before organization, and English at last", () => {
  const all = { person: "de", cookie: "en", acceptLanguage: "en", organization: "en" };
  expect(chooseLocale(all)).toBe("de");
  expect(chooseLocale({ ...all, person: null })).toBe("en");
  expect(chooseLocale({ cookie: "xx", acceptLanguage: "fr", organization: "de" })).toBe("de");
  expect(chooseLocale({})).toBe("en");
});

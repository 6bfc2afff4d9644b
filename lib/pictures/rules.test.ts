import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hostOf, isHostAllowed, matchFiles, versionToShow } from "./rules";

describe("hosts", () => {
  test.each([
    [["cdn.example.com"], "cdn.example.com", true],
    [["cdn.example.com"], "CDN.EXAMPLE.COM", true],
    [["cdn.example.com"], "evil-cdn.example.com", false],
    [["cdn.example.com"], "cdn.example.com.evil.test", false],
    [["*.example.com"], "a.example.com", true],
    [["*.example.com"], "a.b.example.com", true],
    [["*.example.com"], "example.com", false],
    [["*.example.com"], "evilexample.com", false],
    [[], "cdn.example.com", false],
  ])("%j names %s: %s", (list, host, yes) => expect(isHostAllowed(list, host)).toBe(yes));

  test.each([
    ["https://cdn.example.com/a.png?b=c", "cdn.example.com"],
    ["http://CDN.example.com./a", "cdn.example.com"],
    ["https://user:word@cdn.example.com/", "cdn.example.com"],
    ["ftp://cdn.example.com/a", null],
    ["data:image/png;base64,AA", null],
    ["javascript:alert(1)", null],
    ["nonsense", null],
  ])("%s → %s", (address, host) => expect(hostOf(address)).toBe(host));
});

describe("which version is shown", () => {
  const none = (version: number) => ({ version, checksum: null, url: null });
  const linked = (version: number) => ({ version, checksum: null, url: "https://a.test/" });
  test("the newest that has a file or an address", () => {
    expect(versionToShow([linked(1), linked(2), none(3)], null)?.version).toBe(2);
    expect(versionToShow([none(1), none(2)], null)).toBeNull();
  });
  test("the wanted one, or nothing: never another one in its place", () => {
    expect(versionToShow([linked(1), none(2)], 1)?.version).toBe(1);
    expect(versionToShow([linked(1), none(2)], 2)).toBeNull();
    expect(versionToShow([linked(1)], 9)).toBeNull();
  });
});

describe("files of a job", () => {
  const target = (index: number, externalId: string | null = null) => ({ id: `a${index}`, index, externalId });
  const places = ({ matched }: ReturnType<typeof matchFiles<{ name: string }>>) =>
    Object.fromEntries(matched.map(({ file, target: { index } }) => [file.name, index]));
  const files = (...names: string[]) => names.map((name) => ({ name }));

  test("in order, numbers as people count: 2 before 10", () => {
    const four = [1, 2, 3, 4].map((index) => target(index));
    expect(places(matchFiles(files("p10.png", "p2.png", "p1.png"), four))).toEqual({
      "p1.png": 1,
      "p2.png": 2,
      "p10.png": 3,
    });
  });
  test("by external id in the name, whatever the order; the rest fills the free places", () => {
    const four = [target(1, "gen-1"), target(2, "gen-12"), target(3), target(4)];
    const { matched, left } = matchFiles(files("final_GEN-12.jpg", "x.png", "gen-1 (2).webp"), four);
    expect(places({ matched, left })).toEqual({ "gen-1 (2).webp": 1, "final_GEN-12.jpg": 2, "x.png": 3 });
  });
  test("job-12 is not job-1", () => {
    const two = [target(1, "job-1"), target(2)];
    expect(places(matchFiles(files("job-12.png", "z-job-1.png"), two))).toEqual({ "z-job-1.png": 1, "job-12.png": 2 });
  });
  test("more files than pictures: the last are left over and said so", () => {
    expect(matchFiles(files("b", "a", "c"), [target(1)]).left.map(({ name }) => name)).toEqual(["b", "c"]);
  });
  test("no file and no picture is used twice, and none is lost", () => {
    const name = fc.record({ name: fc.string({ maxLength: 8 }) });
    const some = fc.array(fc.option(fc.string({ minLength: 1, maxLength: 3 }), { nil: null }), { maxLength: 6 });
    fc.assert(
      fc.property(fc.array(name, { maxLength: 8 }), some, (given, ids) => {
        const targets = ids.map((externalId, at) => target(at + 1, externalId));
        const { matched, left } = matchFiles(given, targets);
        expect(new Set(matched.map(({ target: { index } }) => index)).size).toBe(matched.length);
        expect(new Set([...matched.map(({ file }) => file), ...left]).size).toBe(given.length);
        expect(matched.length).toBe(Math.min(given.length, targets.length));
      }),
    );
  });
});

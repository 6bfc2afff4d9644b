export type CodeOption = { code: string; name: string };

const NOT_FOUND = 4;

/** How well an entry fits what was typed: exact, code starts with it, name starts with it, contains it. */
function rank({ code, name }: CodeOption, typed: string): number {
  const [wanted, small, long] = [typed.toLowerCase(), code.toLowerCase(), name.toLowerCase()];
  if (small === wanted) return 0;
  if (small.startsWith(wanted)) return 1;
  if (long.startsWith(wanted)) return 2;
  return small.includes(wanted) || long.includes(wanted) ? 3 : NOT_FOUND;
}

/** Best first; nothing typed shows all. */
export function matchCodes<T extends CodeOption>(options: readonly T[], typed: string): T[] {
  const wanted = typed.trim();
  if (wanted === "") return [...options];
  return options
    .map((option) => ({ option, fit: rank(option, wanted) }))
    .filter(({ fit }) => fit < NOT_FOUND)
    .sort((a, b) => a.fit - b.fit)
    .map(({ option }) => option);
}

/**
 * What a field holds once the person leaves it: "spr" becomes SPRING26 when only one code or name begins so. Anything
 * that could mean two things, or nothing known, stays as typed.
 */
export function settleCode(options: readonly CodeOption[], typed: string): string {
  const wanted = typed.trim();
  if (wanted === "") return "";
  const exact = options.find(({ code }) => code.toLowerCase() === wanted.toLowerCase());
  if (exact) return exact.code;
  const starting = options.filter((option) => rank(option, wanted) <= 2);
  return starting.length === 1 && starting[0] ? starting[0].code : wanted;
}

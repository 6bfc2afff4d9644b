const DELIMITERS = [";", ",", "\t", "|"] as const;
const LOOKED_AT = 30;

/** How often the delimiter stands outside of quotes in each of the first records. */
function countsPerRecord(text: string, delimiter: string): number[] {
  const unquoted = text.replace(/"[^"]*("|$)/g, "");
  const records = unquoted.split(/[\r\n]+/).filter((record) => record.trim() !== "" || record.includes(delimiter));
  return records.slice(0, LOOKED_AT).map((record) => record.split(delimiter).length - 1);
}

/** Records that have as many delimiters as the header, and how many those are; a delimiter that is not there scores 0. */
function score(text: string, delimiter: string): number {
  const counts = countsPerRecord(text, delimiter);
  const header = counts[0] ?? 0;
  if (header === 0) return 0;
  const alike = counts.filter((count) => count === header).length / counts.length;
  return alike * 1000 + Math.min(header, 100);
}

/** Excel's first line "sep=;" names the delimiter; else the one that splits the first records most evenly. */
export function delimiterOf(start: string): { delimiter: string; separatorLine: boolean } {
  const text = start.replace(/^\uFEFF/, "");
  const named = /^"?sep=(.)"?\r?\n/i.exec(text);
  if (named?.[1]) return { delimiter: named[1], separatorLine: true };
  let best: string = ",";
  for (const delimiter of DELIMITERS) if (score(text, delimiter) > score(text, best)) best = delimiter;
  return { delimiter: best, separatorLine: false };
}

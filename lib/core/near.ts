/** Edit distance (insert, delete, replace, swap of neighbours count 1 each). */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((rows[i - 1]?.[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (rows[i - 1]?.[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (rows[i - 2]?.[j - 2] ?? 0) + 1);
      row.push(best);
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] ?? 0;
}

/** The codes that were probably meant, best first, at most `most`. */
export function nearMatches(wanted: string, known: readonly string[], most = 3): string[] {
  const text = wanted.toLowerCase();
  const limit = Math.max(2, Math.floor(text.length / 3));
  return known
    .map((code) => {
      const other = code.toLowerCase();
      const contained = other.startsWith(text) || text.startsWith(other) ? 0.5 : Number.POSITIVE_INFINITY;
      return { code, away: Math.min(distance(text, other), contained) };
    })
    .filter(({ away }) => away <= limit)
    .sort((a, b) => a.away - b.away || (a.code < b.code ? -1 : 1))
    .slice(0, most)
    .map(({ code }) => code);
}

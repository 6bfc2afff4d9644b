/** "Müller & Söhne GmbH" → "mueller-soehne-gmbh"; what remains of names without Latin letters is "organization". */
export function slugOf(name: string): string {
  const spelled = name
    .toLowerCase()
    .replaceAll("ä", "ae")
    .replaceAll("ö", "oe")
    .replaceAll("ü", "ue")
    .replaceAll("ß", "ss");
  const plain = spelled
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^a-z0-9]+/g, "-");
  return (
    plain
      .replaceAll(/^-+|-+$/g, "")
      .slice(0, 48)
      .replace(/-+$/, "") || "organization"
  );
}

/** The wanted slug, else the first of wanted-2, wanted-3 … that is free. */
export function freeSlug(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  for (let count = 2; ; count += 1) if (!taken.has(`${wanted}-${count}`)) return `${wanted}-${count}`;
}

export type SignUpMode = "first" | "open" | "closed";

/** "first": as long as nobody but the demo has founded an organization. */
export function maySignUp(mode: SignUpMode, foundedBefore: number): boolean {
  return mode === "open" || (mode === "first" && foundedBefore === 0);
}

/** What counts as a picture, by its first bytes: never what a browser could run (SVG, HTML, PDF). */
export const MEDIA_TYPES = ["image/png", "image/apng", "image/jpeg", "image/webp", "image/gif", "image/avif"] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

export const PICTURE_BYTES = 20 * 1024 * 1024;

/** Does the organization's list name this host? `*.example.com` names every host below it. */
export function isHostAllowed(list: readonly string[], host: string): boolean {
  const asked = host.toLowerCase();
  return list.some((entry) => (entry.startsWith("*.") ? asked.endsWith(entry.slice(1)) : asked === entry));
}

/** The host of a web address; null for anything else, so that it is never fetched. */
export function hostOf(address: string): string | null {
  const url = URL.parse(address);
  return url && /^https?:$/.test(url.protocol) && url.hostname !== "" ? url.hostname.replace(/\.$/, "") : null;
}

/** One version of a picture with what is known to show for it. */
export type Shown = { version: number; checksum: string | null; url: string | null };

/** The wanted version, else the newest that has something to show: an upscale without a file shows its source. */
export function versionToShow<T extends Shown>(versions: readonly T[], wanted: number | null): T | null {
  const shown = versions.filter(({ checksum, url }) => checksum !== null || url !== null);
  if (wanted !== null) return shown.find(({ version }) => version === wanted) ?? null;
  return shown.reduce<T | null>((best, one) => (best === null || one.version > best.version ? one : best), null);
}

/** Does the file's name hold this external id as a word of its own? "job-12.png" does not hold "job-1". */
function holds(fileName: string, externalId: string): boolean {
  const [name, id] = [fileName.toLowerCase(), externalId.toLowerCase()];
  const isPart = (character: string | undefined) => character !== undefined && /[\p{L}\p{N}]/u.test(character);
  for (let at = name.indexOf(id); at >= 0; at = name.indexOf(id, at + 1))
    if (!isPart(name[at - 1]) && !isPart(name[at + id.length])) return true;
  return false;
}

type Target = { id: string; index: number; externalId: string | null };
type Match<F> = { file: F; target: Target };

/**
 * Which file belongs to which picture: by the external id in its name, else in order, the files sorted as people number
 * them. What has no place is left over.
 */
export function matchFiles<F extends { name: string }>(
  files: readonly F[],
  targets: readonly Target[],
): { matched: Match<F>[]; left: F[] } {
  const free = [...targets].sort((a, b) => a.index - b.index);
  const byLength = free
    .filter(({ externalId }) => externalId !== null)
    .sort((a, b) => (b.externalId?.length ?? 0) - (a.externalId?.length ?? 0));
  const named = new Map<F, Target>();
  for (const target of byLength) {
    const file = files.find((one) => !named.has(one) && holds(one.name, target.externalId ?? ""));
    if (file) named.set(file, target);
  }
  const taken = new Set([...named.values()]);
  const rest = files
    .filter((file) => !named.has(file))
    .sort((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }));
  const places = free.filter((target) => !taken.has(target));
  const inOrder = rest.flatMap((file, at) => (places[at] ? [{ file, target: places[at] }] : []));
  const matched = [...[...named].map(([file, target]) => ({ file, target })), ...inOrder];
  return { matched: matched.sort((a, b) => a.target.index - b.target.index), left: rest.slice(places.length) };
}

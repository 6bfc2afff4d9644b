import { z } from "zod";

const recent = z.array(z.object({ id: z.string(), label: z.string(), about: z.string().nullable(), href: z.string() }));
export type Recent = z.infer<typeof recent>[number];

const KEEP = 6;
/** One list per organization: its pages are nobody else's. */
const keyOf = (organizationId: string) => `pixelledger.recent.${organizationId}`;

/** What was opened last, newest first; nothing when the browser keeps nothing, or keeps what we do not understand. */
export function recentOf(organizationId: string): Recent[] {
  try {
    return recent.parse(JSON.parse(localStorage.getItem(keyOf(organizationId)) ?? "[]"));
  } catch {
    return [];
  }
}

export function remember(organizationId: string, opened: Recent): void {
  const others = recentOf(organizationId).filter(({ href }) => href !== opened.href);
  try {
    localStorage.setItem(keyOf(organizationId), JSON.stringify([opened, ...others].slice(0, KEEP)));
  } catch {
    // A full or forbidden storage only forgets.
  }
}

import type { Hit } from "@/lib/search/schema";

/** The page of what was found. */
export function hrefOfHit({ kind, id, code }: Pick<Hit, "kind" | "id" | "code">): string {
  if (kind === "job") return `/jobs/${id}`;
  if (kind === "motif") return `/motifs/${id}`;
  return `/${kind === "campaign" ? "campaigns" : "cost-centers"}/${encodeURIComponent(code)}`;
}

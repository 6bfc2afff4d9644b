import "server-only";
import type { Actor } from "@/lib/core/actor";
import { viewInput } from "@/lib/views/schema";
import { saveView } from "@/lib/views/service";

/** What people of the studio look at again and again: two views for everybody, one for the lead alone. */
export async function addViews({ controller, lead }: { controller: Actor; lead: Actor }): Promise<void> {
  const save = (actor: Actor, view: object) => saveView(actor, viewInput.parse(view));
  const columns = "spend,share,images,approved,costPerApprovedImage,approvalRate,waste";
  await save(controller, {
    ...{ page: "explore", name: "Cost centres against the period before", shared: true },
    params: { range: "90d", rows: "costCenter", split: "campaign", compare: "true", columns },
  });
  await save(controller, {
    ...{ page: "jobs", name: "Jobs without a price", shared: true },
    params: { range: "12m", unpriced: "true" },
  });
  await save(lead, { page: "review", name: "Newest first", params: { order: "newest" } });
}

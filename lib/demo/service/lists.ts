import "server-only";
import type { Actor } from "@/lib/core/actor";
import { bookingLists } from "@/lib/dimensions/service";
import { campaigns } from "@/lib/dimensions/service/campaigns";
import { channels, costCenters, markets } from "@/lib/dimensions/service/lists";
import { motifs } from "@/lib/dimensions/service/motifs";
import { providers } from "@/lib/dimensions/service/providers";
import { db } from "@/lib/server/db";
import { daysOfMonths } from "../rules/days";
import { CHARGES_FAILURES } from "../rules/makers";
import type { PlannedMotif } from "../rules/plan";
import { CAMPAIGNS, COST_CENTERS, MARKETS, PROVIDERS, type ProviderCode } from "../rules/story";

/** Cost centres and campaigns; of what an organization starts with, only what is used stays. */
export async function addLists(admin: Actor, start: string): Promise<void> {
  await archiveUnused(admin);
  for (const costCenter of COST_CENTERS) await costCenters.create(admin, costCenter);
  for (const { code, name, costCenter, months, moves, note = null } of CAMPAIGNS) {
    const { from: activeFrom, to: activeTo } = daysOfMonths(start, months);
    const { id } = await campaigns.create(admin, { code, name, activeFrom, activeTo, costCenter, note });
    if (!moves) continue;
    const { from: firstDay } = daysOfMonths(start, [moves.month, moves.month]);
    await campaigns.move(admin, { id, costCenter: moves.costCenter, firstDay });
  }
}

const CHANNELS: ReadonlySet<string> = new Set(CAMPAIGNS.flatMap((campaign) => Object.keys(campaign.channels)));

async function archiveUnused(admin: Actor): Promise<void> {
  const lists = await bookingLists(db(), admin.organization.id);
  for (const { id, code, unassigned } of lists.markets)
    if (!unassigned && !(code in MARKETS)) await markets.archive(admin, { id });
  for (const { id, code, unassigned } of lists.channels)
    if (!unassigned && !CHANNELS.has(code)) await channels.archive(admin, { id });
  for (const { id, code } of lists.providers) {
    if (!PROVIDERS.some((used) => used === code)) await providers.archive(admin, { id });
    else if (!CHARGES_FAILURES.has(code as ProviderCode)) await providers.change(admin, { id, failuresAreFree: true });
  }
}

/** @returns ids of the motifs that are given up in the end */
export async function addMotifs(lead: Actor, planned: readonly PlannedMotif[]): Promise<string[]> {
  const given = [];
  for (const { dropped, ...motif } of planned) {
    const { id } = await motifs.create(lead, motif);
    if (dropped) given.push(id);
  }
  return given;
}

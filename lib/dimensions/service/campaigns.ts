import "server-only";
import type { z } from "zod";
import { record } from "@/lib/audit/service";
import { inScope } from "@/lib/auth/rules";
import type { Actor } from "@/lib/core/actor";
import { AppError } from "@/lib/core/errors";
import { type Db, transaction } from "@/lib/server/db";
import type { Campaign, campaignInput, MoveAnswer, MoveInput } from "../schema";
import { countKept, selectAssigned, today, upsertAssignment } from "../store/assignments";
import { findRowForChange } from "../store/lists";
import { createIn, mergedList, rowByCode, rowOf } from "./merged-list";
import { authoriseWriting, notFound, refused } from "./shared";

async function costCenterFor(tx: Db, actor: Actor, code: string): Promise<{ id: string; code: string }> {
  const found = await rowByCode(tx, actor, "cost-centers", { path: "costCenter", code });
  if (found.archived) throw refused("costCenter", "ARCHIVED", `${found.code} is archived; restore it first`);
  return found;
}

/** The cost centre given at creation holds from the campaign's first day on, else from today. */
async function create(actor: Actor, { costCenter, ...fields }: z.output<typeof campaignInput>): Promise<Campaign> {
  authoriseWriting(actor, "campaigns");
  return transaction(async (tx) => {
    const assigned = costCenter ? await costCenterFor(tx, actor, costCenter) : null;
    const id = await createIn(tx, actor, "campaigns", fields);
    if (assigned) {
      const firstDay = fields.activeFrom ?? (await today(tx, actor.organization.timeZone));
      await upsertAssignment(tx, actor, { campaignId: id, costCenterId: assigned.id, firstDay });
    }
    const summary = { code: fields.code, ...(assigned ? { costCenter: assigned.code } : {}) };
    await record(tx, actor, "campaign.created", { kind: "campaign", id }, summary);
    return rowOf(tx, actor, "campaigns", id);
  });
}

async function refuseForeignCampaign(tx: Db, actor: Actor, campaignId: string): Promise<void> {
  if (actor.costCenterIds === "all") return;
  const assigned = await selectAssigned(tx, actor.organization.id, campaignId);
  if (!assigned.every((id) => inScope(actor, id)))
    throw new AppError("forbidden", "This campaign belongs to a cost centre that you are not in charge of");
}

/** From that day on, jobs of the campaign are booked on another cost centre. What is booked stays: corrections move it. */
async function move(actor: Actor, { id, costCenter, firstDay }: MoveInput): Promise<MoveAnswer> {
  authoriseWriting(actor, "campaigns");
  return transaction(async (tx) => {
    const campaign = await findRowForChange(tx, "campaigns", actor.organization.id, id);
    if (!campaign) throw notFound("campaigns");
    if (campaign.unassigned)
      throw refused("id", "UNASSIGNED", "Jobs without a campaign are always booked on the cost centre unassigned");
    await refuseForeignCampaign(tx, actor, id);
    const target = await costCenterFor(tx, actor, costCenter);
    const assignment = { campaignId: id, costCenterId: target.id, firstDay };
    await upsertAssignment(tx, actor, assignment);
    const summary = { code: campaign.code, costCenter: target.code, firstDay };
    await record(tx, actor, "campaign.moved", { kind: "campaign", id }, summary);
    const jobsKept = await countKept(tx, actor.organization, assignment);
    return { campaign: await rowOf(tx, actor, "campaigns", id), jobsKept };
  });
}

export const campaigns = { ...mergedList("campaigns"), create, move };

import "server-only";
import type { z } from "zod";
import { record } from "@/lib/audit/service";
import type { Actor } from "@/lib/core/actor";
import { AppError } from "@/lib/core/errors";
import { type Db, db, transaction } from "@/lib/server/db";
import { pageFrom } from "../rules/pages";
import type { Motif, MotifChange, MotifInput, motifPageQuery } from "../schema";
import {
  findMotifByCode,
  findMotifForChange,
  insertMotif,
  selectMotif,
  selectMotifPage,
  updateMotif,
} from "../store/motifs";
import { archiveOnce, orCodeTaken, refuseCode } from "./changes";
import { rowByCode } from "./merged-list";
import { authoriseReading, authoriseWriting, codeTaken, keysAfter, notFound } from "./shared";

async function rowOf(at: Db, actor: Actor, id: string): Promise<Motif> {
  const row = await selectMotif(at, actor.organization.id, id);
  if (!row) throw notFound("motifs");
  return row;
}

/** undefined = leave it, null = none. */
async function assetTypeIdFor(tx: Db, actor: Actor, code: string | null | undefined) {
  if (code === undefined || code === null) return code;
  return (await rowByCode(tx, actor, "asset-types", { path: "assetType", code })).id;
}

async function page(actor: Actor, query: z.output<typeof motifPageQuery>) {
  authoriseReading(actor);
  const [code, campaign] = keysAfter(query.cursor, 2) ?? [];
  const after = code === undefined || campaign === undefined ? null : { code, campaign };
  const rows = await selectMotifPage(db(), actor.organization.id, { ...query, after });
  return pageFrom(rows, query.limit, (row) => [row.code, row.campaign]);
}

async function one(actor: Actor, { id }: { id: string }): Promise<Motif> {
  authoriseReading(actor);
  return rowOf(db(), actor, id);
}

async function create(actor: Actor, { campaign, assetType, ...fields }: MotifInput): Promise<Motif> {
  authoriseWriting(actor, "motifs");
  const organizationId = actor.organization.id;
  return transaction(async (tx) => {
    const { id: campaignId, code } = await rowByCode(tx, actor, "campaigns", { path: "campaign", code: campaign });
    const assetTypeId = await assetTypeIdFor(tx, actor, assetType);
    const id = await insertMotif(tx, organizationId, { ...fields, campaignId, assetTypeId });
    if (!id) {
      const existing = await findMotifByCode(tx, organizationId, { campaignId, code: fields.code });
      throw existing ? codeTaken("motifs", existing) : new AppError("conflict", "Another change came first; try again");
    }
    await record(tx, actor, "motif.created", { kind: "motif", id }, { code: fields.code, campaign: code });
    return rowOf(tx, actor, id);
  });
}

async function applyChange(tx: Db, actor: Actor, { id, assetType, ...fields }: MotifChange): Promise<Motif> {
  const organizationId = actor.organization.id;
  const row = await findMotifForChange(tx, organizationId, id);
  if (!row) throw notFound("motifs");
  if (fields.code !== undefined) {
    const existing = await findMotifByCode(tx, organizationId, { campaignId: row.campaignId, code: fields.code });
    await refuseCode(tx, actor, "motifs", { row, code: fields.code, existing });
  }
  await updateMotif(tx, organizationId, id, { ...fields, assetTypeId: await assetTypeIdFor(tx, actor, assetType) });
  const changed = [...Object.keys(fields), ...(assetType === undefined ? [] : ["assetType"])];
  await record(tx, actor, "motif.changed", { kind: "motif", id }, { code: row.code, changed });
  return rowOf(tx, actor, id);
}

async function change(actor: Actor, input: MotifChange): Promise<Motif> {
  authoriseWriting(actor, "motifs");
  return orCodeTaken("motifs", input.code, () => transaction((tx) => applyChange(tx, actor, input)));
}

async function archiving(actor: Actor, id: string, archived: boolean): Promise<Motif> {
  authoriseWriting(actor, "motifs");
  const organizationId = actor.organization.id;
  return transaction(async (tx) => {
    const row = await findMotifForChange(tx, organizationId, id);
    if (!row) throw notFound("motifs");
    await archiveOnce(tx, actor, "motifs", row, archived);
    return rowOf(tx, actor, id);
  });
}

export const motifs = {
  page,
  one,
  create,
  change,
  archive: (actor: Actor, { id }: { id: string }) => archiving(actor, id, true),
  restore: (actor: Actor, { id }: { id: string }) => archiving(actor, id, false),
};

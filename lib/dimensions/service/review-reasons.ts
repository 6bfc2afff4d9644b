import "server-only";
import { record } from "@/lib/audit/service";
import type { Actor } from "@/lib/core/actor";
import { AppError, invalid } from "@/lib/core/errors";
import { type Db, db, transaction } from "@/lib/server/db";
import { pageFrom } from "../rules/pages";
import type { ListPageQuery, ReviewReason, ReviewReasonChange, ReviewReasonInput } from "../schema";
import {
  findReasonByCode,
  findReasonForChange,
  insertReason,
  selectReason,
  selectReasonPage,
  updateReason,
} from "../store/review-reasons";
import { archiveOnce, orCodeTaken, refuseCode } from "./changes";
import { auditKind, authoriseReading, authoriseWriting, codeTaken, keysAfter, notFound } from "./shared";

const LIST = "review-reasons";
const KIND = auditKind(LIST);

async function rowOf(at: Db, actor: Actor, id: string): Promise<ReviewReason> {
  const row = await selectReason(at, actor.organization.id, id);
  if (!row) throw notFound(LIST);
  return row;
}

async function page(actor: Actor, query: ListPageQuery) {
  authoriseReading(actor);
  const [after = null] = keysAfter(query.cursor, 1) ?? [];
  const rows = await selectReasonPage(db(), actor.organization.id, { ...query, after });
  return pageFrom(rows, query.limit, ({ code }) => [code]);
}

async function one(actor: Actor, { id }: { id: string }): Promise<ReviewReason> {
  authoriseReading(actor);
  return rowOf(db(), actor, id);
}

/** One flag alone means: only for that. */
const usesOf = ({ forChanges, forRejection }: ReviewReasonInput) => ({
  forChanges: forChanges ?? forRejection !== true,
  forRejection: forRejection ?? forChanges !== true,
});

async function create(actor: Actor, input: ReviewReasonInput): Promise<ReviewReason> {
  authoriseWriting(actor, LIST);
  const organizationId = actor.organization.id;
  const { code, name } = input;
  return transaction(async (tx) => {
    const id = await insertReason(tx, organizationId, { code, name, ...usesOf(input) });
    if (!id) {
      const existing = await findReasonByCode(tx, organizationId, code);
      throw existing ? codeTaken(LIST, existing) : new AppError("conflict", "Another change came first; try again");
    }
    await record(tx, actor, `${KIND}.created`, { kind: KIND, id }, { code });
    return rowOf(tx, actor, id);
  });
}

async function applyChange(tx: Db, actor: Actor, { id, ...fields }: ReviewReasonChange): Promise<ReviewReason> {
  const organizationId = actor.organization.id;
  const row = await findReasonForChange(tx, organizationId, id);
  if (!row) throw notFound(LIST);
  if (fields.code !== undefined) {
    const existing = await findReasonByCode(tx, organizationId, fields.code);
    await refuseCode(tx, actor, LIST, { row, code: fields.code, existing });
  }
  const after = { ...row, ...fields };
  if (!after.forChanges && !after.forRejection)
    throw invalid("forRejection", "FOR_NOTHING", "A reason is for changes, for rejections, or for both");
  await updateReason(tx, organizationId, id, fields);
  await record(tx, actor, `${KIND}.changed`, { kind: KIND, id }, { code: row.code, changed: Object.keys(fields) });
  return rowOf(tx, actor, id);
}

async function change(actor: Actor, input: ReviewReasonChange): Promise<ReviewReason> {
  authoriseWriting(actor, LIST);
  return orCodeTaken(LIST, input.code, () => transaction((tx) => applyChange(tx, actor, input)));
}

async function archiving(actor: Actor, id: string, archived: boolean): Promise<ReviewReason> {
  authoriseWriting(actor, LIST);
  return transaction(async (tx) => {
    const row = await findReasonForChange(tx, actor.organization.id, id);
    if (!row) throw notFound(LIST);
    await archiveOnce(tx, actor, LIST, row, archived);
    return rowOf(tx, actor, id);
  });
}

/** Why pictures are rejected or sent back. Decisions keep the words they were taken with. */
export const reviewReasons = {
  page,
  one,
  create,
  change,
  archive: (actor: Actor, { id }: { id: string }) => archiving(actor, id, true),
  restore: (actor: Actor, { id }: { id: string }) => archiving(actor, id, false),
};

import "server-only";
import { record } from "@/lib/audit/service";
import type { Actor } from "@/lib/core/actor";
import { AppError, invalid } from "@/lib/core/errors";
import { nearMatches } from "@/lib/core/near";
import { type Db, db, transaction } from "@/lib/server/db";
import { mergeRefusal } from "../rules/merging";
import { pageFrom } from "../rules/pages";
import {
  daysInOrder,
  type ListPageQuery,
  type MergeAnswer,
  type MergedList,
  type MergeInput,
  type RowFields,
} from "../schema";
import {
  findRowByCode,
  findRowForChange,
  insertRow,
  type MergedRow,
  selectCodes,
  selectPage,
  selectRow,
  updateRow,
} from "../store/lists";
import { lockMerges, mergeInto, unmerge, weigh } from "../store/merges";
import { archiveOnce, orCodeTaken, refuseCode } from "./changes";
import {
  auditKind,
  authoriseReading,
  authoriseWriting,
  codeTaken,
  keysAfter,
  notFound,
  readerOf,
  refused,
  SUBJECTS,
} from "./shared";

/** The row as the asker sees it. @throws not_found also for rows of other organizations and hidden cost centres */
export async function rowOf<Name extends MergedList>(
  at: Db,
  actor: Actor,
  list: Name,
  id: string,
): Promise<MergedRow<Name>> {
  const row = await selectRow(at, list, readerOf(actor), id);
  if (!row) throw notFound(list);
  return row;
}

/** The row that a code in the input means. @throws invalid_input with near matches */
export async function rowByCode(
  at: Db,
  actor: Actor,
  list: MergedList,
  { path, code }: { path: string; code: string },
) {
  const reader = readerOf(actor);
  const found = await findRowByCode(at, list, reader.organizationId, code);
  // A cost centre outside of the asker's scope does not exist for them.
  if (found && (await selectRow(at, list, reader, found.id))) return found;
  const near = nearMatches(code, await selectCodes(at, list, reader));
  throw invalid(path, "UNKNOWN_CODE", `There is no ${SUBJECTS[list]} with the code ${code}`, near);
}

async function locked(tx: Db, actor: Actor, list: MergedList, id: string) {
  const found = await findRowForChange(tx, list, actor.organization.id, id);
  if (!found || !(await selectRow(tx, list, readerOf(actor), id))) throw notFound(list);
  return found;
}

/** Inserts, or says which row has the code already. */
export async function createIn(tx: Db, actor: Actor, list: MergedList, fields: RowFields): Promise<string> {
  const id = await insertRow(tx, list, actor.organization.id, fields);
  if (id) return id;
  const existing = await findRowByCode(tx, list, actor.organization.id, fields.code ?? "");
  throw existing ? codeTaken(list, existing) : new AppError("conflict", "Another change came first; try again");
}

async function applyChange(tx: Db, actor: Actor, list: MergedList, { id, ...fields }: RowFields & { id: string }) {
  const organizationId = actor.organization.id;
  const row = await locked(tx, actor, list, id);
  const changed = Object.keys(fields).filter((field) => fields[field as keyof RowFields] !== undefined);
  if (row.unassigned && changed.some((field) => field !== "name"))
    throw refused(changed[0] ?? "id", "UNASSIGNED", "Only the name of what is not assigned can be changed");
  if (fields.code !== undefined) {
    const existing = await findRowByCode(tx, list, organizationId, fields.code);
    await refuseCode(tx, actor, list, { row, code: fields.code, existing });
  }
  const before = await rowOf(tx, actor, list, id);
  const days = "activeFrom" in before ? before : { activeFrom: null, activeTo: null };
  const { activeFrom = days.activeFrom, activeTo = days.activeTo } = fields;
  if (!daysInOrder({ activeFrom, activeTo }))
    throw invalid("activeTo", "DAYS_OUT_OF_ORDER", "The last day is before the first one");
  await updateRow(tx, list, organizationId, { id, ...fields });
  // Which fields, not what was in them: names of people can be erased, the log cannot.
  await record(tx, actor, `${auditKind(list)}.changed`, { kind: auditKind(list), id }, { code: row.code, changed });
}

async function changeRow<Name extends MergedList>(actor: Actor, list: Name, input: RowFields & { id: string }) {
  authoriseWriting(actor, list);
  return orCodeTaken(list, input.code, () =>
    transaction(async (tx) => {
      await applyChange(tx, actor, list, input);
      return rowOf(tx, actor, list, input.id);
    }),
  );
}

async function archiveRow<Name extends MergedList>(actor: Actor, list: Name, id: string, archived: boolean) {
  authoriseWriting(actor, list);
  return transaction(async (tx) => {
    const row = await locked(tx, actor, list, id);
    if (row.unassigned) throw refused("id", "UNASSIGNED", "What is not assigned cannot be archived");
    await archiveOnce(tx, actor, list, row, archived);
    return rowOf(tx, actor, list, id);
  });
}

async function merge(actor: Actor, list: MergedList, { id, into, preview }: MergeInput): Promise<MergeAnswer> {
  authoriseWriting(actor, list);
  const organizationId = actor.organization.id;
  return transaction(async (tx) => {
    await lockMerges(tx, list, organizationId);
    const source = await locked(tx, actor, list, id);
    const target = await rowByCode(tx, actor, list, { path: "into", code: into });
    const refusal = mergeRefusal(source, target);
    if (refusal) throw refused("into", refusal.code, refusal.message);
    const { scope } = readerOf(actor);
    const weight = await weigh(tx, list, { organizationId, id }, scope);
    if (!preview) {
      await mergeInto(tx, list, organizationId, { sourceId: id, target });
      const summary = { code: source.code, into: target.code, jobs: weight.jobs };
      await record(tx, actor, `${auditKind(list)}.merged`, { kind: auditKind(list), id }, summary);
    }
    const { shownAs } = await rowOf(tx, actor, list, target.id);
    return { preview, code: source.code, into: target.code, shownAs, ...weight, currency: actor.organization.currency };
  });
}

async function undoMerge<Name extends MergedList>(actor: Actor, list: Name, id: string): Promise<MergedRow<Name>> {
  authoriseWriting(actor, list);
  const organizationId = actor.organization.id;
  return transaction(async (tx) => {
    await lockMerges(tx, list, organizationId);
    const row = await locked(tx, actor, list, id);
    if (row.mergedInto === null) throw refused("id", "NOT_MERGED", `${row.code} is not merged`);
    await unmerge(tx, list, organizationId, id);
    const summary = { code: row.code, from: row.mergedInto };
    await record(tx, actor, `${auditKind(list)}.unmerged`, { kind: auditKind(list), id }, summary);
    return rowOf(tx, actor, list, id);
  });
}

/** What can be done with a list whose rows merge; one set of services for five lists. */
export function mergedList<Name extends MergedList>(list: Name) {
  return {
    page: async (actor: Actor, query: ListPageQuery) => {
      authoriseReading(actor);
      const [after = null] = keysAfter(query.cursor, 1) ?? [];
      const rows = await selectPage(db(), list, readerOf(actor), { ...query, after });
      return pageFrom<MergedRow<Name>>(rows, query.limit, ({ code }) => [code]);
    },
    one: async (actor: Actor, { id }: { id: string }) => {
      authoriseReading(actor);
      return rowOf(db(), actor, list, id);
    },
    create: async (actor: Actor, fields: RowFields) => {
      authoriseWriting(actor, list);
      return transaction(async (tx) => {
        const id = await createIn(tx, actor, list, fields);
        await record(tx, actor, `${auditKind(list)}.created`, { kind: auditKind(list), id }, { code: fields.code });
        return rowOf(tx, actor, list, id);
      });
    },
    change: (actor: Actor, input: RowFields & { id: string }) => changeRow(actor, list, input),
    archive: (actor: Actor, { id }: { id: string }) => archiveRow(actor, list, id, true),
    restore: (actor: Actor, { id }: { id: string }) => archiveRow(actor, list, id, false),
    merge: (actor: Actor, input: MergeInput) => merge(actor, list, input),
    unmerge: (actor: Actor, { id }: { id: string }) => undoMerge(actor, list, id),
  };
}

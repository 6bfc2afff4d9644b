import "server-only";
import { can } from "@/lib/auth/rules";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import { AppError, invalid } from "@/lib/core/errors";
import type { ProblemCode } from "@/lib/core/problem-codes";
import { decodeCursor } from "../rules/pages";
import type { ListName } from "../schema";
import type { Reader } from "../store/lists";

/** What the audit log and sentences call one row of a list. */
export const SUBJECTS: Record<ListName, string> = {
  "cost-centers": "cost center",
  campaigns: "campaign",
  markets: "market",
  channels: "channel",
  "asset-types": "asset type",
  motifs: "motif",
  providers: "provider",
  wallets: "wallet",
  "review-reasons": "review reason",
};

export const auditKind = (list: ListName) => SUBJECTS[list].replace(" ", "-");

export function readerOf({ organization, costCenterIds }: Actor): Reader {
  return {
    organizationId: organization.id,
    timeZone: organization.timeZone,
    scope: costCenterIds === "all" ? null : costCenterIds,
  };
}

export const authoriseReading = (actor: Actor) => authorise(actor, "figures:read");

const OF_CREATIVE_LEADS: ReadonlySet<ListName> = new Set(["motifs", "review-reasons"]);

/** Motifs and reasons are the creative lead's own; all other lists belong to whoever keeps the lists. */
export function authoriseWriting(actor: Actor, list: ListName): void {
  authorise(actor, OF_CREATIVE_LEADS.has(list) && can(actor, "motifs:write") ? "motifs:write" : "lists:write");
}

export const notFound = (list: ListName) => new AppError("not_found", `There is no such ${SUBJECTS[list]}`);

export const refused = (path: string, code: ProblemCode, message: string) =>
  new AppError("conflict", message, [{ path, code, message }]);

export function codeTaken(list: ListName, existing: { code: string; archived: boolean }, path = "code"): AppError {
  const named = `There is already a ${SUBJECTS[list]} with the code ${existing.code}`;
  return existing.archived
    ? refused(path, "CODE_ARCHIVED", `${named}; it is archived and can be restored`)
    : refused(path, "CODE_EXISTS", named);
}

export const codeInUse = (list: ListName, code: string, merges: boolean) =>
  refused(
    "code",
    "CODE_IN_USE",
    merges
      ? `Jobs were logged with ${code}, so the code stays; create a new ${SUBJECTS[list]} and merge this one into it`
      : `Jobs were logged with ${code}, so the code stays; create a new ${SUBJECTS[list]} and archive this one`,
  );

/** The keys to start after, null for the first page. */
export function keysAfter(cursor: string | undefined, count: number): string[] | null {
  if (cursor === undefined) return null;
  const keys = decodeCursor(cursor, count);
  if (!keys) throw invalid("cursor", "BAD_CURSOR", "This cursor is not one of ours; start again without it");
  return keys;
}

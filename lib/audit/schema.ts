import { z } from "zod";
import { day, pageOf, pageQuery, uuid } from "@/lib/core/schema";

/** What an audit entry is about: a kind such as "campaign" or "job", and its id where there is one. */
export type AuditSubject = { kind: string; id: string | null };

const AUTHOR_KINDS = ["member", "api_key", "system"] as const;

export const auditQuery = z.strictObject({
  limit: pageQuery.shape.limit,
  cursor: pageQuery.shape.cursor,
  /** One action such as "member.changed", or all of a kind: "member". */
  action: z.string().min(1).max(80).optional(),
  /** Id of a member or an API key, or "system". */
  author: z.union([z.literal("system"), uuid]).optional(),
  /** Id of what was changed. */
  subject: z.string().min(1).max(200).optional(),
  from: day.optional(),
  to: day.optional(),
});
export type AuditQuery = z.infer<typeof auditQuery>;

const auditEntry = z.object({
  id: z.string(),
  at: z.string(),
  action: z.string(),
  author: z.object({ kind: z.enum(AUTHOR_KINDS), id: z.string().nullable(), name: z.string().nullable() }),
  /** `name` as it is today; null when it has none or was erased. */
  subject: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string().nullable() }),
  summary: z.record(z.string(), z.unknown()),
  requestId: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof auditEntry>;
export const auditPage = pageOf(auditEntry);

/** What the log can be filtered by. */
export const auditChoices = z.object({
  actions: z.array(z.string()),
  authors: z.array(z.object({ kind: z.enum(AUTHOR_KINDS), id: z.string().nullable(), name: z.string().nullable() })),
});
export type AuditChoices = z.infer<typeof auditChoices>;
export const auditChoicesQuery = z.strictObject({});

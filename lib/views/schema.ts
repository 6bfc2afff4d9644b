import { z } from "zod";
import { uuid } from "@/lib/core/schema";
import { ISSUES, START_PAGES, VIEW_PAGES } from "./rules/pages";

const MOST_VALUES = 200;
const value = z.string().max(500, "At most 500 characters");
const values = z
  .union([value, z.array(value).max(MOST_VALUES, `At most ${MOST_VALUES} values`)])
  .transform((given) => (Array.isArray(given) ? given : [given]));

const page = z.enum(VIEW_PAGES, `One of ${VIEW_PAGES.join(", ")}`);
const viewName = z.string().trim().min(1, "A view needs a name").max(80, "At most 80 characters");
/** The parameters of the page's address, as lists: a repeated name is a list there, too. */
const params = z.record(z.string().max(60), values);
export type ViewParams = Readonly<Record<string, readonly string[]>>;

export const viewInput = z.strictObject({
  page,
  name: viewName,
  params: params.default({}),
  /** Everybody in the organization may open it; only its author and admins change it. */
  shared: z.boolean().default(false),
});
export type ViewInput = z.output<typeof viewInput>;

export const viewChange = z.strictObject({
  id: uuid,
  name: viewName.optional(),
  params: params.optional(),
  shared: z.boolean().optional(),
});
export type ViewChange = z.output<typeof viewChange>;

export const viewById = z.strictObject({ id: uuid });
export const viewListQuery = z.strictObject({ page: page.optional() });

/** What is not any more as it was when the view was saved. */
const issue = z.object({
  code: z.enum(ISSUES),
  param: z.string(),
  /** Null: the whole parameter. */
  value: z.string().nullable(),
  /** What people call it. */
  name: z.string().nullable(),
});
export type ViewIssue = z.infer<typeof issue>;

export const view = z.object({
  id: z.string(),
  page: z.enum(VIEW_PAGES),
  name: z.string(),
  /** As they were saved. */
  params: z.record(z.string(), z.array(z.string())),
  shared: z.boolean(),
  /** Made by the asker. */
  own: z.boolean(),
  /** May the asker change and remove it? */
  changeable: z.boolean(),
  author: z.object({ kind: z.enum(["member", "api_key", "system"]), name: z.string().nullable() }),
  /** Where it opens, without what does not exist any more. */
  href: z.string(),
  issues: z.array(issue),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type View = z.infer<typeof view>;

export const viewList = z.object({ data: z.array(view) });

export const startPageInput = z
  .strictObject({ page: z.enum(START_PAGES, `One of ${START_PAGES.join(", ")}`).optional(), view: uuid.optional() })
  .refine(({ page: wanted, view: id }) => (wanted === undefined) !== (id === undefined), {
    path: ["page"],
    message: "Name a page or a view",
  });
export type StartPageInput = z.output<typeof startPageInput>;

/** Where `/` leads: a page or a view. */
export const startPage = z.object({
  page: z.enum(START_PAGES),
  view: z.object({ id: z.string(), name: z.string() }).nullable(),
  href: z.string(),
});
export type StartPage = z.infer<typeof startPage>;

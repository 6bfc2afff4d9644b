import "server-only";
import { record } from "@/lib/audit/service";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import { AppError, invalid, refused } from "@/lib/core/errors";
import { nearMatches } from "@/lib/core/near";
import type { BookingLists } from "@/lib/dimensions/rules";
import { bookingLists } from "@/lib/dimensions/service";
import { isDimension, type KpiFilter } from "@/lib/kpi/schema";
import { unknownIn } from "@/lib/kpi/service";
import { isUniqueViolation } from "@/lib/server/database-errors";
import { type Db, db, transaction } from "@/lib/server/db";
import {
  type CodeFacts,
  codeKey,
  codesOf,
  hrefOfView,
  isOwn,
  isParam,
  mayChange,
  openedView,
  pathOf,
  sameParams,
  VIEW_PARAMS,
} from "./rules";
import type { ViewPage } from "./rules/pages";
import type { StartPage, StartPageInput, View, ViewChange, ViewInput, ViewParams } from "./schema";
import {
  countOwn,
  deleteView,
  insertView,
  type KeptView,
  lockView,
  putStartPage,
  selectStartPage,
  selectView,
  selectViews,
  updateView,
} from "./store";

const MOST_OWN = 200;

const LIST_OF = {
  costCenter: "costCenters",
  campaign: "campaigns",
  market: "markets",
  channel: "channels",
  assetType: "assetTypes",
  provider: "providers",
  wallet: "wallets",
} as const satisfies Record<string, keyof BookingLists>;

/** Every code that one of the views filters by, as one question. */
function filterOfAll(views: readonly KeptView[]): KpiFilter {
  const asked = new Map<string, Set<string>>();
  for (const view of views)
    for (const { dimension, value } of codesOf(view))
      if (isDimension(dimension)) asked.set(dimension, (asked.get(dimension) ?? new Set()).add(value));
  return Object.fromEntries([...asked].map(([dimension, values]) => [dimension, [...values]]));
}

/** What became of the codes: one look for all views, as this actor may see it. */
async function factsFor(on: Db, actor: Actor, views: readonly KeptView[]): Promise<CodeFacts> {
  const filter = filterOfAll(views);
  if (Object.keys(filter).length === 0) return { unknown: new Set(), archived: new Map() };
  const unknown = await unknownIn(on, actor, filter);
  const lists = await bookingLists(on, actor.organization.id);
  const archived = Object.entries(LIST_OF).flatMap(([dimension, list]) =>
    lists[list].flatMap(({ code, name, ...row }) => {
      // What was merged lives on in what it was merged into.
      const isMerged = "effectiveId" in row && row.effectiveId !== row.id;
      return row.archived && !isMerged ? [[codeKey(dimension, code), name] as const] : [];
    }),
  );
  return {
    unknown: new Set(unknown.map(({ dimension, value }) => codeKey(dimension, value))),
    archived: new Map(archived),
  };
}

function shown(actor: Actor, kept: KeptView, facts: CodeFacts): View {
  const { authorKind, authorId: _, authorName, createdAt, updatedAt, params, ...rest } = kept;
  const opened = openedView(kept, facts);
  return {
    ...rest,
    params: Object.fromEntries(Object.entries(params).map(([name, values]) => [name, [...values]])),
    own: isOwn(actor, kept),
    changeable: mayChange(actor, kept),
    author: { kind: authorKind, name: authorName },
    href: hrefOfView(kept, opened.params),
    issues: opened.issues,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

const notFound = () => new AppError("not_found", "There is no such view, or it is somebody else's");

/** The actor's own views and the shared ones, by name. */
export async function listViews(actor: Actor, { page }: { page?: ViewPage | undefined }): Promise<{ data: View[] }> {
  authorise(actor, "figures:read");
  const views = await selectViews(db(), actor, page ?? null);
  const facts = await factsFor(db(), actor, views);
  return { data: views.map((one) => shown(actor, one, facts)) };
}

/** @throws not_found also for what is somebody else's */
export async function oneView(actor: Actor, { id }: { id: string }, on: Db = db()): Promise<View> {
  authorise(actor, "figures:read");
  const kept = await selectView(on, actor, id);
  if (!kept) throw notFound();
  return shown(actor, kept, await factsFor(on, actor, [kept]));
}

function refuseParams(page: ViewPage, params: ViewParams): void {
  const stray = Object.keys(params).find((name) => !isParam(page, name));
  if (stray === undefined) return;
  const message = `The page ${page} has no parameter "${stray}"`;
  throw invalid(`params.${stray}`, "UNKNOWN_PARAMETER", message, nearMatches(stray, VIEW_PARAMS[page]));
}

const orNameTaken = <T>(work: Promise<T>): Promise<T> =>
  work.catch((error: unknown) => {
    if (!isUniqueViolation(error)) throw error;
    throw refused("conflict", "NAME_TAKEN", "There is a view with this name on this page already", "name");
  });

const subject = (id: string) => ({ kind: "view", id });

/** Keeps what a page shows. Only what is shared concerns others, so only that is in the audit log. */
export async function saveView(actor: Actor, input: ViewInput): Promise<View> {
  authorise(actor, "figures:read");
  refuseParams(input.page, input.params);
  return transaction(async (tx) => {
    if ((await countOwn(tx, actor)) >= MOST_OWN)
      throw refused("conflict", "TOO_MANY_VIEWS", `At most ${MOST_OWN} views of one person; remove some first`);
    const id = await orNameTaken(insertView(tx, actor, input));
    if (input.shared) await record(tx, actor, "view.shared", subject(id), { name: input.name });
    return oneView(actor, { id }, tx);
  });
}

/** @throws forbidden for the shared view of somebody else, unless the actor is an admin */
async function forChange(tx: Db, actor: Actor, id: string): Promise<KeptView> {
  authorise(actor, "figures:read");
  const kept = await lockView(tx, actor, id);
  if (!kept) throw notFound();
  if (!mayChange(actor, kept))
    throw refused(
      "forbidden",
      "NOT_YOUR_VIEW",
      "Only its author and admins change a shared view; save one of your own",
    );
  return kept;
}

export function changeView(actor: Actor, { id, name, params, shared }: ViewChange): Promise<View> {
  return transaction(async (tx) => {
    const before = await forChange(tx, actor, id);
    if (params) refuseParams(before.page, params);
    const change = {
      ...(name === undefined ? {} : { name }),
      ...(params === undefined ? {} : { params }),
      ...(shared === undefined ? {} : { shared }),
    };
    await orNameTaken(updateView(tx, actor.organization.id, id, change));
    await recordChange(tx, actor, before, change);
    // An admin who makes somebody's view private does not see it any more; the answer is what they did.
    const kept = (await selectView(tx, actor, id)) ?? { ...before, ...change };
    return shown(actor, kept, await factsFor(tx, actor, [kept]));
  });
}

type Change = { name?: string; params?: ViewParams; shared?: boolean };

async function recordChange(tx: Db, actor: Actor, before: KeptView, change: Change): Promise<void> {
  const { id, name, shared } = { ...before, ...change };
  if (shared !== before.shared)
    return record(tx, actor, `view.${shared ? "shared" : "unshared"}`, subject(id), { name });
  if (!shared) return;
  const renamed = name === before.name ? {} : { name: { from: before.name, to: name } };
  const changed =
    change.params && !sameParams(change.params, before.params) ? { changed: Object.keys(change.params) } : {};
  const said = { ...renamed, ...changed };
  if (Object.keys(said).length > 0) await record(tx, actor, "view.changed", subject(id), said);
}

/** Whoever began with it begins with the overview again. */
export async function removeView(actor: Actor, { id }: { id: string }): Promise<null> {
  return transaction(async (tx) => {
    const { shared, name } = await forChange(tx, actor, id);
    await deleteView(tx, actor.organization.id, id);
    if (shared) await record(tx, actor, "view.removed", subject(id), { name });
    return null;
  });
}

const page = (name: StartPage["page"]): StartPage => ({ page: name, view: null, href: pathOf(name) });

/** Where `/` leads this person. */
export async function startPageOf(actor: Actor): Promise<StartPage> {
  if (actor.kind !== "member" || actor.id === null) return page("overview");
  const chosen = await selectStartPage(db(), actor.organization.id, actor.id);
  if (!chosen) return page("overview");
  if ("page" in chosen) return page(chosen.page);
  const { id, name, href, page: ofView } = await oneView(actor, { id: chosen.viewId });
  return { page: ofView, view: { id, name }, href };
}

/** @throws forbidden for API keys: they do not sign in */
export async function chooseStartPage(actor: Actor, wanted: StartPageInput): Promise<StartPage> {
  authorise(actor, "figures:read");
  const { kind, id: memberId, organization } = actor;
  if (kind !== "member" || memberId === null)
    throw refused("forbidden", "NOT_A_PERSON", "An API key has no start page to choose");
  await transaction(async (tx) => {
    if (wanted.view !== undefined) {
      const seen = await lockView(tx, actor, wanted.view);
      if (!seen) throw notFound();
      return putStartPage(tx, organization.id, memberId, { viewId: seen.id });
    }
    const isDefault = wanted.page === undefined || wanted.page === "overview";
    return putStartPage(tx, organization.id, memberId, isDefault ? null : { page: wanted.page ?? "overview" });
  });
  return startPageOf(actor);
}

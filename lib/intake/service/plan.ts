import "server-only";
import type { Actor } from "@/lib/core/actor";
import { AppError } from "@/lib/core/errors";
import { campaigns } from "@/lib/dimensions/service/campaigns";
import { channels, costCenters, markets } from "@/lib/dimensions/service/lists";
import { providers } from "@/lib/dimensions/service/providers";
import { columnOf, isKnown, type KnownCodes } from "../rules/questions";
import type { Plan } from "../rules/row";
import { momentOf } from "../rules/zone";
import { CODE_LISTS, type CodeDecision, type CodeList, type Decisions } from "../schema";
import type { Settled } from "./analyse";

const OTHERS: readonly CodeList[] = ["campaign", "market", "channel"];

/** A value of a file as a code: no commas, slashes or control characters, at most 64 characters. */
function codeFrom(value: string): string {
  return value
    .replace(/[\p{Cc},/]+/gu, "-")
    .trim()
    .slice(0, 64)
    .trim();
}

/** What is decided about each unknown value of a list, with the answer for all others where there is one. */
function decided(
  list: CodeList,
  { analysis, mapping, decisions }: Settled,
  known: KnownCodes,
): [string, CodeDecision][] {
  const given = Object.entries(decisions.codes?.[list] ?? {});
  const others = decisions.others;
  if (!others || others === "refuse" || !OTHERS.includes(list)) return given;
  const named = new Set(given.map(([value]) => value.toLowerCase()));
  const open = (columnOf(analysis, mapping, list)?.values ?? []).filter(
    ({ value }) => !named.has(value.toLowerCase()) && !isKnown(list, value, known),
  );
  return [...given, ...open.map(({ value }): [string, CodeDecision] => [value, { do: others }])];
}

function targetOf(value: string, decision: CodeDecision): string | null {
  if (decision.do === "unassigned") return null;
  return decision.do === "map" ? decision.to : codeFrom(value);
}

/** How this file's rows are read. `asPreview`: campaigns and such that are yet to be made count as not assigned. */
export function planOf(
  organization: Actor["organization"],
  settled: Settled,
  known: KnownCodes,
  { uploadedAt, asPreview }: { uploadedAt: string; asPreview: boolean },
): Plan {
  const { decisions } = settled;
  const codes: { [List in CodeList]?: Map<string, string | null> } = {};
  for (const list of CODE_LISTS) {
    const entries = decided(list, settled, known).map(([value, decision]): [string, string | null] => {
      const later = asPreview && decision.do === "create" && list !== "provider";
      return [value.toLowerCase(), later && !isKnown(list, codeFrom(value), known) ? null : targetOf(value, decision)];
    });
    if (entries.length > 0) codes[list] = new Map(entries);
  }
  return {
    zone: organization.timeZone,
    decimal: decisions.decimal ?? "point",
    dateOrder: decisions.dateOrder,
    fallback: decisions.fallback ?? {},
    fallbackAt: fallbackTime(decisions, organization.timeZone, uploadedAt),
    codes,
  };
}

/** A day means its noon in the organization's zone. */
function fallbackTime({ fallback }: Decisions, zone: string, uploadedAt: string): string | undefined {
  const chosen = fallback?.occurredAt;
  if (chosen === undefined) return undefined;
  if (chosen !== "upload-day" && chosen.includes("T")) return new Date(chosen).toISOString();
  const day =
    chosen === "upload-day"
      ? new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(new Date(uploadedAt))
      : chosen;
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(momentOf({ year, month, day: date, hour: 12, minute: 0, second: 0 }, zone)).toISOString();
}

type Wanted = { list: CodeList; value: string; code: string };

/** Codes that are to be made before this file is booked. */
export function codesToCreate(settled: Settled, known: KnownCodes): Wanted[] {
  return CODE_LISTS.flatMap((list) =>
    decided(list, settled, known)
      .filter(([, decision]) => decision.do === "create")
      .map(([value]) => ({ list, value, code: codeFrom(value) }))
      .filter(({ code }) => code !== "" && !isKnown(list, code, known)),
  );
}

const CREATORS: Partial<Record<CodeList, (actor: Actor, row: { code: string; name: string }) => Promise<unknown>>> = {
  campaign: (actor, row) => campaigns.create(actor, row),
  market: markets.create,
  channel: channels.create,
  costCenter: costCenters.create,
  provider: providers.create,
};

/** Makes them in the open transaction; one that somebody made meanwhile is as good. */
export async function createCodes(actor: Actor, wanted: readonly Wanted[]): Promise<void> {
  const made = new Set<string>();
  for (const { list, value, code } of wanted) {
    const key = `${list} ${code.toLowerCase()}`;
    if (made.has(key)) continue;
    made.add(key);
    try {
      await CREATORS[list]?.(actor, { code, name: value.slice(0, 200) });
    } catch (error) {
      if (!(error instanceof AppError && error.code === "conflict")) throw error;
    }
  }
}

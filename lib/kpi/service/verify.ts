import "server-only";
import type { OrganizationSettings } from "@/lib/core/actor";
import { addDays, earlier, later, monthStart } from "@/lib/core/period";
import { db, snapshot, transaction } from "@/lib/server/db";
import { dropMarksWithin, lockSums, makeSums } from "../store/refresh";
import { readMoment } from "../store/stale";
import { compareDays, compareMonths, type Difference, readExtent } from "../store/verify";

type Place = Pick<OrganizationSettings, "id" | "timeZone">;
type Range = { from?: string | undefined; to?: string | undefined };

export type Verified = {
  /** Days whose sums were compared with their jobs, and days that are read from jobs anyway. */
  days: number;
  stale: number;
  differences: { day: string; grain: string; cube: string; place: Record<string, unknown>; figures: string[] }[];
};

const DAYS_AT_ONCE = 31;

async function partsOf(place: Place, { from, to }: Range): Promise<string[][]> {
  const extent = await readExtent(db(), place);
  if (!extent) return [];
  const [first, last] = [later(from ?? extent.from, extent.from), earlier(to ?? extent.to, extent.to)];
  const parts: string[][] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) {
    const part = parts.at(-1);
    if (part && part.length < DAYS_AT_ONCE) part.push(day);
    else parts.push([day]);
  }
  return parts;
}

/** Compares sums with what their jobs say now, each part of the range in one moment. For `npm run kpi:verify`. */
export async function verifySums(place: Place, range: Range = {}): Promise<Verified> {
  const found: Verified = { days: 0, stale: 0, differences: [] };
  for (const days of await partsOf(place, range)) {
    const { fresh, differences } = await snapshot(async (tx) => {
      const [from = "", to = ""] = [days[0], days.at(-1)];
      const { changed } = await readMoment(tx, { organizationId: place.id, timeZone: place.timeZone, from, to });
      const stale = new Set((changed ?? []).map(({ day }) => day));
      const fresh = days.filter((day) => !stale.has(day));
      const months = [...new Set(days.map(monthStart))];
      const differences = [...(await compareDays(tx, place.id, fresh)), ...(await compareMonths(tx, place.id, months))];
      return { fresh: fresh.length, differences };
    });
    found.days += fresh;
    found.stale += days.length - fresh;
    found.differences.push(...differences.map(inWords));
  }
  return found;
}

function inWords({ kept, expected, ...where }: Difference): Verified["differences"][number] {
  const names = Object.keys(kept ?? expected ?? {});
  const differing = names.filter((name) => String(kept?.[name]) !== String(expected?.[name]));
  const figures = differing.map(
    (name) => `${name}: kept ${kept?.[name] ?? "none"}, jobs say ${expected?.[name] ?? "none"}`,
  );
  return { ...where, figures };
}

/** Makes sums anew that nobody doubted: days stay readable while that goes on. For `npm run kpi:rebuild`. */
export async function rebuildSums(place: Place, range: Range = {}): Promise<number> {
  let made = 0;
  for (const days of await partsOf(place, range)) {
    await transaction(async (tx) => {
      await lockSums(tx, place.id, true);
      await dropMarksWithin(tx, place.id, days);
      await makeSums(tx, place.id, days);
    });
    made += days.length;
  }
  return made;
}

import type { RuleBody } from "../schema";
import { SCOPES } from "./scopes";

export type PlaceScope = (typeof SCOPES)[number];
export type AlertPlace = { scope: PlaceScope; code: string };

const isScope = (text: string): text is PlaceScope => SCOPES.some((scope) => scope === text);

/** What an alert is about, as one row of a list: its group, the budget's scope, or the only code of the filter. */
export function placeOf({ kind, groupBy, filter }: Pick<RuleBody, "kind" | "groupBy" | "filter">, key: string) {
  if (kind === "BUDGET_STEP" || kind === "BUDGET_FORECAST") {
    const [scope = "", code = ""] = key.split(":");
    return isScope(scope) ? { scope, code } : null;
  }
  if (kind === "JOB_OUTLIER" || kind === "BALANCE_LOW") return null;
  if (groupBy !== "none") return key === "" ? null : { scope: groupBy, code: key };
  const used = SCOPES.filter((scope) => filter[scope].length > 0);
  const [scope] = used;
  const [code, ...more] = scope ? filter[scope] : [];
  return used.length === 1 && scope && code !== undefined && more.length === 0 ? { scope, code } : null;
}

/** The filters of the figures behind an alert: the rule's own, and its scope. */
export function figureFilter(
  body: Pick<RuleBody, "kind" | "groupBy" | "filter">,
  key: string,
): Partial<Record<PlaceScope, string[]>> {
  const used = SCOPES.filter((scope) => body.filter[scope].length > 0);
  const own = Object.fromEntries(used.map((scope) => [scope, body.filter[scope]]));
  const place = placeOf(body, key);
  return place ? { ...own, [place.scope]: [place.code] } : own;
}

/** The page that shows these figures: by asset type only Explore filters. */
export const figurePage = ({ assetType = [] }: Partial<Record<PlaceScope, readonly string[]>>) =>
  assetType.length > 0 ? "/explore" : "/";

/** What is split to see who drives a figure: never what the alert is about already. */
export function driverDimensions(place: AlertPlace | null): [PlaceScope, PlaceScope] {
  switch (place?.scope) {
    case "campaign":
      return ["market", "channel"];
    case "market":
      return ["campaign", "channel"];
    default:
      return ["campaign", "market"];
  }
}

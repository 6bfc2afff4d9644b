import { Exact } from "@/lib/core/amount";
import type { KpiRow } from "../schema";

/** What a figure is made of, with the numbers of one row. Amounts and counts as exact text. */
export type Term = {
  name:
    | "spend"
    | "variationSpend"
    | "assignedSpend"
    | "images"
    | "approved"
    | "variations"
    | "campaigns"
    | "decided"
    | "failed"
    | "duplicate"
    | "dropped"
    | "rejected"
    | "superseded"
    | "waste"
    | "useful"
    | "open";
  value: string;
  unit: "money" | "count";
};

export type Formula = { kind: "ratio"; over: Term; under: Term } | { kind: "sum"; terms: Term[] };

const money = (name: Term["name"], value: string): Term => ({ name, value, unit: "money" });
const count = (name: Term["name"], value: number): Term => ({ name, value: String(value), unit: "count" });

/** The figures that tiles show. */
export type Explained =
  | "spend"
  | "credits"
  | "waste"
  | "costPerImage"
  | "costPerApprovedImage"
  | "costPerVariation"
  | "costPerCampaign"
  | "approvalRate";

/**
 * @param variationSpend cost of the variation jobs, which a row does not hold by itself; null until it is known
 * @returns null where there is nothing to compute (credits are counted) or not all of it is known yet
 */
export function formulaOf(figure: Explained, row: KpiRow, variationSpend: string | null = null): Formula | null {
  const { failed, duplicate, dropped, rejected, superseded, total } = row.waste;
  switch (figure) {
    case "spend":
      return { kind: "sum", terms: [money("useful", row.useful), money("open", row.open), money("waste", total)] };
    case "waste":
      return {
        kind: "sum",
        terms: [
          money("failed", failed),
          money("duplicate", duplicate),
          money("dropped", dropped),
          money("rejected", rejected),
          money("superseded", superseded),
        ],
      };
    case "costPerImage":
      return { kind: "ratio", over: money("spend", row.spend), under: count("images", row.images) };
    case "costPerApprovedImage":
      return { kind: "ratio", over: money("spend", row.spend), under: count("approved", row.approved) };
    case "costPerVariation":
      if (variationSpend === null) return null;
      return {
        kind: "ratio",
        over: money("variationSpend", variationSpend),
        under: count("variations", row.variations),
      };
    case "costPerCampaign": {
      const assigned = new Exact(row.spend).minus(row.unassignedSpend).toFixed();
      return { kind: "ratio", over: money("assignedSpend", assigned), under: count("campaigns", row.campaigns) };
    }
    case "approvalRate":
      return { kind: "ratio", over: count("approved", row.approved), under: count("decided", row.decided) };
    case "credits":
      return null;
  }
}

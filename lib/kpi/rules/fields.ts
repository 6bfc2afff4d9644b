import type { KpiField } from "../schema";

/** Sums that cost time to add; the others are always read. */
const COSTLY_SUMS = ["estimated", "variation", "waste", "credits", "campaigns"] as const;
/** `classes`: what the waste report counts per class and step. */
export type CostlySum = (typeof COSTLY_SUMS)[number] | "classes";

/** What the waste report sums. */
export const WASTE_SUMS: ReadonlySet<CostlySum> = new Set(["waste", "classes"]);

const NEEDED_BY: Record<(typeof COSTLY_SUMS)[number], readonly KpiField[]> = {
  estimated: ["estimatedSpend"],
  variation: ["costPerVariation"],
  waste: ["waste", "useful", "open"],
  credits: ["credits", "creditsByProvider", "creditsPerImage", "creditsPerApprovedImage"],
  campaigns: ["campaigns", "costPerCampaign", "unassignedSpend"],
};

/** What must be summed for these fields; null = for all of them. */
export function neededSums(fields: readonly KpiField[] | null): ReadonlySet<CostlySum> {
  const wanted = COSTLY_SUMS.filter((sum) => !fields || NEEDED_BY[sum].some((field) => fields.includes(field)));
  return new Set(wanted);
}

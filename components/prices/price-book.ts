import type { Price } from "@/lib/prices/schema";

/** All entries for one thing, newest first. `shown`: in force on the day, else the next one, else the last one. */
export type PriceGroup = { key: string; shown: Price; state: "inForce" | "ahead" | "over"; entries: Price[] };

const keyOf = ({ provider, wallet, model, variant, unit }: Price) =>
  JSON.stringify([provider, wallet, model, variant, unit].map((part) => part?.toLowerCase() ?? null));

const nameOf = ({ providerName, model, variant, wallet, unit }: Price) =>
  [providerName, model ?? "", variant ?? "", wallet ?? "", unit].join("\n");

function stateOn({ firstDay, lastDay }: Pick<Price, "firstDay" | "lastDay">, day: string): PriceGroup["state"] {
  if (firstDay > day) return "ahead";
  return lastDay !== null && lastDay < day ? "over" : "inForce";
}

/** The price book as people read it: one line per thing, by provider, model and variant; what has ended comes last. */
export function groupsOf(prices: readonly Price[], day: string): PriceGroup[] {
  const groups = new Map<string, Price[]>();
  for (const price of prices) groups.set(keyOf(price), [...(groups.get(keyOf(price)) ?? []), price]);
  return [...groups]
    .flatMap(([key, found]) => {
      const entries = found.toSorted((a, b) => (a.firstDay < b.firstDay ? 1 : -1));
      const shown =
        entries.find((entry) => stateOn(entry, day) === "inForce") ??
        entries.findLast((entry) => stateOn(entry, day) === "ahead") ??
        entries[0];
      return shown ? [{ key, shown, state: stateOn(shown, day), entries }] : [];
    })
    .sort(
      (a, b) =>
        Number(a.state === "over") - Number(b.state === "over") ||
        nameOf(a.shown).localeCompare(nameOf(b.shown), undefined, { numeric: true }),
    );
}

export type PriceFilter = { text: string; provider: string | null; unit: string | null; toCheck: boolean };

export function filtered(groups: readonly PriceGroup[], { text, provider, unit, toCheck }: PriceFilter): PriceGroup[] {
  const wanted = text.trim().toLowerCase();
  return groups.filter(
    ({ shown }) =>
      (!provider || shown.provider === provider) &&
      (!unit || shown.unit === unit) &&
      (!toCheck || shown.checkBeforeUse) &&
      nameOf(shown).toLowerCase().includes(wanted),
  );
}

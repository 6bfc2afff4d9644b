import { beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/core/actor";
import { AppError } from "@/lib/core/errors";
import { addMonths, dayIn, monthEnd, monthStart } from "@/lib/core/period";
import { logJob } from "@/lib/jobs/service/log";
import { kpis } from "@/lib/kpi/service";
import { aCatalogue, aJob, aMember, anOrganization } from "@/lib/testing/make";
import { budgetInput } from "./schema";
import { endBudget, removeBudget, setBudget } from "./service";
import { budgetHistoryOf, budgetsOf, burnDownOf } from "./service/states";

let actor: Actor;
let brand: string;
beforeEach(async () => {
  actor = await anOrganization();
  brand = (await aCatalogue(actor)).costCenterId;
});

const aBudget = (over: Record<string, unknown> = {}) =>
  budgetInput.parse({ costCenter: "BRAND", period: "month", amount: "10", firstDay: "2026-01-01", ...over });

/** A job whose reported cost is so much, on a day. */
const spend = (day: string, amount: string, over = {}) =>
  logJob(actor, aJob({ occurredAt: `${day}T12:00:00+01:00`, cost: { amount, unit: "EUR" }, ...over }));

async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError)) throw error ?? new Error("Nothing was refused");
  return error.errors?.[0]?.code ?? error.code;
}

describe("spending", () => {
  test("a month's budget holds what the month has cost, training included: 4.50 + 2 of 10", async () => {
    await setBudget(actor, aBudget());
    await spend("2026-03-02", "4.5");
    await spend("2026-03-31", "2", { kind: "training", stage: undefined, imagesRequested: undefined });
    await spend("2026-04-01", "1");
    const { data } = await budgetsOf(actor, { on: "2026-03-15" });
    expect(data[0]?.period).toMatchObject({
      from: "2026-03-01",
      spent: "6.5",
      left: "3.5",
      share: "0.65",
      reached: [50],
    });
  });

  test("a budget in credits counts the provider's credits, priced or not", async () => {
    await setBudget(actor, aBudget({ unit: "CREDITS", provider: "leonardo", amount: "100" }));
    await setBudget(actor, aBudget({ unit: "CREDITS", provider: "unknown", amount: "100" }));
    await logJob(actor, aJob());
    await logJob(actor, aJob({ provider: "unknown", cost: { amount: "50", unit: "CREDITS" } }));
    const { data } = await budgetsOf(actor, { on: "2026-03-15" });
    expect(data.map(({ budget, period }) => [budget.provider, period?.spent, period?.lowerBound])).toEqual([
      ["leonardo", "24", false],
      ["unknown", "50", false],
    ]);
  });

  test("an unpriced job makes a budget of money a lower bound", async () => {
    await setBudget(actor, aBudget());
    await logJob(actor, aJob({ provider: "unknown" }));
    const { data } = await budgetsOf(actor, { on: "2026-03-15" });
    expect(data[0]?.period).toMatchObject({ spent: "0", lowerBound: true, unpricedJobs: 1 });
  });

  test("roll-over, quarter, range and history: each period equals the KPIs of its days", async () => {
    await setBudget(actor, aBudget({ rollOver: true, amount: "5" }));
    await setBudget(actor, aBudget({ costCenter: undefined, campaign: "SPRING26", period: "quarter", amount: "20" }));
    await spend("2026-01-10", "3");
    await spend("2026-02-20", "4");
    await spend("2026-03-02", "6");
    const { data } = await budgetsOf(actor, { on: "2026-03-20" });
    expect(data.map(({ budget, period }) => [budget.scope, period?.carried, period?.available, period?.spent])).toEqual(
      [
        ["costCenter", "3", "8", "6"],
        ["campaign", "0", "20", "13"],
      ],
    );
    const history = await budgetHistoryOf(actor, { id: data[0]?.budget.id ?? "" });
    for (const { from, to, spent } of history.data) {
      const query = {
        from,
        to,
        groupBy: [],
        interval: null,
        filter: { costCenter: ["BRAND"] },
        view: "credit",
      } as const;
      const { total } = await kpis(actor, {
        ...query,
        groupBy: [],
        training: true,
        approvals: "cohort",
        fields: null,
        top: null,
      });
      expect(spent).toBe(total.spend);
    }
    expect(history.data.slice(-3).map(({ spent }) => spent)).toEqual(["6", "4", "3"]);
    const range = await setBudget(
      actor,
      aBudget({
        costCenter: undefined,
        campaign: "SPRING26",
        unit: "CREDITS",
        provider: "leonardo",
        period: "range",
        firstDay: "2026-02-10",
        lastDay: "2026-03-04",
        amount: "9",
      }),
    );
    await logJob(actor, aJob());
    const { days, state } = await burnDownOf(actor, { id: range.id, on: "2026-03-01" });
    expect(state.period).toMatchObject({ from: "2026-02-10", to: "2026-03-04", spent: "24", reached: [50, 80, 100] });
    expect(days.at(-1)).toEqual({ day: "2026-03-04", spent: "0", sum: "24" });
    expect(days).toHaveLength(23);
  });
});

describe("versions", () => {
  const thisMonth = monthStart(dayIn("Europe/Berlin", new Date()));
  test("a new version ends the one in force; the past keeps its own", async () => {
    const old = await setBudget(actor, aBudget());
    const answer = await setBudget(actor, aBudget({ amount: "30", firstDay: thisMonth }));
    expect(answer.previousEnds).toBe(monthEnd(addMonths(thisMonth, -1)));
    const past = await budgetsOf(actor, { on: "2026-02-01" });
    expect([past.data[0]?.budget.id, past.data[0]?.period?.amount]).toEqual([old.id, "10"]);
    const now = await budgetsOf(actor, {});
    expect(now.data.map(({ period }) => period?.amount)).toEqual(["30"]);
  });
  test("a mistyped one of this month is replaced; one of a month that is over can only be ended", async () => {
    await setBudget(actor, aBudget({ firstDay: thisMonth }));
    const right = await setBudget(actor, aBudget({ firstDay: thisMonth, amount: "12" }));
    expect(await removeBudget(actor, { id: right.id })).toBeNull();
    const old = await setBudget(actor, aBudget());
    expect(await refusal(removeBudget(actor, { id: old.id }))).toBe("PERIOD_IS_OVER");
    expect(await refusal(setBudget(actor, aBudget({ amount: "99" })))).toBe("PERIOD_IS_OVER");
    expect(await refusal(endBudget(actor, { id: old.id, lastDay: "2026-02-28" }))).toBe("PERIOD_IS_OVER");
    expect((await endBudget(actor, { id: old.id, lastDay: monthEnd(thisMonth) })).lastDay).toBe(monthEnd(thisMonth));
  });
  test("racing versions: one wins, and there is one budget on each day", async () => {
    const racing = ["11", "12", "13"].map((amount) => setBudget(actor, aBudget({ amount, firstDay: thisMonth })));
    await Promise.all(racing);
    const { data } = await budgetsOf(actor, {});
    expect(data).toHaveLength(1);
  });
  test.each([
    [{ firstDay: "2026-01-02" }, "NOT_A_PERIOD_START"],
    [{ firstDay: "2026-01-01", lastDay: "2026-03-15" }, "NOT_A_PERIOD_END"],
    [{ costCenter: "BRAN" }, "UNKNOWN_CODE"],
    [{ costCenter: "unassigned" }, "UNASSIGNED"],
    [{ unit: "CREDITS", provider: "leonrdo" }, "UNKNOWN_CODE"],
  ])("%j is refused: %s", async (over, code) => expect(await refusal(setBudget(actor, aBudget(over)))).toBe(code));
});

describe("rights", () => {
  test("a viewer reads and does not set; a limited person sees the budgets of their cost centres", async () => {
    const { id } = await setBudget(actor, aBudget());
    await setBudget(actor, aBudget({ costCenter: undefined, campaign: "SPRING26" }));
    const viewer = await aMember(actor, "viewer");
    expect((await budgetsOf(viewer, {})).data).toHaveLength(2);
    expect(await refusal(setBudget(viewer, aBudget({ amount: "1" })))).toBe("forbidden");
    const inside = await aMember(actor, "controller", { costCenterIds: [brand] });
    const seen = await budgetsOf(inside, {});
    expect([seen.data.length, seen.limitedTo]).toEqual([2, ["BRAND"]]);
    const outside = await aMember(actor, "controller", { costCenterIds: [] });
    expect((await budgetsOf(outside, {})).data).toEqual([]);
    expect(await refusal(removeBudget(outside, { id }))).toBe("not_found");
    const stranger = await anOrganization();
    expect(await refusal(budgetHistoryOf(stranger, { id }))).toBe("not_found");
  });
});

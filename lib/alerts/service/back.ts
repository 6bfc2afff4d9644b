import "server-only";
import { balancesAlong } from "@/lib/balances/service";
import { budgetsAlong } from "@/lib/budgets/service/states";
import { addDays, type Days, earlier } from "@/lib/core/period";
import type { Db } from "@/lib/server/db";
import { questionOf, windowOf } from "../rules/rule";
import type { RuleBody } from "../schema";
import { selectDearest, selectJobsSeen } from "../store/marks";
import { balanceLooks, budgetLooks, type Look, looksOf } from "./looks";
import { outlierLooks } from "./outliers";
import { Past } from "./past";
import type { Sight } from "./sight";

/** What a day is compared with. */
const ANOMALY_DAYS = 63;

/** What there was to see at a moment. @param open jobs whose alert is open then */
export type LookBack = (now: Date, open: ReadonlySet<string>) => Promise<Look[]>;

/**
 * What a rule would have seen at any moment of some days, with what is known today: read at once, looked at as a live
 * run looks. Of jobs it is the dearest that are looked at.
 */
export async function lookBack(tx: Db, present: Sight, body: RuleBody, days: Days): Promise<LookBack> {
  const { actor } = present;
  switch (body.kind) {
    case "JOB_OUTLIER": {
      const { id, timeZone } = actor.organization;
      const jobs = await selectJobsSeen(tx, id, await selectDearest(tx, id, days, timeZone), timeZone);
      return async (now, open) => {
        const logged = jobs.filter(({ occurredAt }) => occurredAt <= now);
        return outlierLooks(present, body, logged, { known: open, now });
      };
    }
    case "BUDGET_STEP":
    case "BUDGET_FORECAST": {
      const statesOn = await budgetsAlong(tx, actor, days);
      return async (now) => {
        const sight = present.on(now, null);
        return budgetLooks(sight, body, statesOn(sight.today));
      };
    }
    case "BALANCE_LOW": {
      const balancesOn = await balancesAlong(actor);
      return async (now) => balanceLooks(body, balancesOn(present.on(now, null).today));
    }
    default: {
      const question = questionOf(body, stretchOf(body, days));
      const past = new Past(question.days, await present.daily(question));
      return (now) => looksOf(present.on(now, past), body);
    }
  }
}

/** All days that any of these looks back on. */
function stretchOf(body: RuleBody, { from, to }: Days): Days {
  const { days } = windowOf(body, from);
  return { from: earlier(days.from, addDays(from, -ANOMALY_DAYS)), to };
}

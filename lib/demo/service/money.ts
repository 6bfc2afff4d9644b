import "server-only";
import type { Actor } from "@/lib/core/actor";
import { createPlanPeriod } from "@/lib/prices/service/plan-periods";
import { createPrice } from "@/lib/prices/service/prices";
import { createFxRate } from "@/lib/prices/service/rates";
import { addStaffRate } from "@/lib/settings/service";
import { agreedPrices, exchangeRates, planPeriods, STAFF_RATES } from "../rules/money";

/** What the controller has entered over the year. */
export async function addMoney(
  { admin, controller }: { admin: Actor; controller: Actor },
  start: string,
): Promise<void> {
  for (const rate of exchangeRates(start)) await createFxRate(controller, rate);
  for (const period of planPeriods(start)) await createPlanPeriod(controller, period);
  for (const price of agreedPrices(start)) await createPrice(controller, price);
  for (const rate of STAFF_RATES(start)) await addStaffRate(admin, rate);
}

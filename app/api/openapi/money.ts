import * as creditFunctionsById from "@/app/api/v1/credit-functions/[id]/route";
import * as creditFunctionsAccuracy from "@/app/api/v1/credit-functions/accuracy/route";
import * as creditFunctions from "@/app/api/v1/credit-functions/route";
import * as fxRatesById from "@/app/api/v1/fx-rates/[id]/route";
import * as fxRates from "@/app/api/v1/fx-rates/route";
import * as planPeriodsById from "@/app/api/v1/plan-periods/[id]/route";
import * as planPeriods from "@/app/api/v1/plan-periods/route";
import * as pricesById from "@/app/api/v1/prices/[id]/route";
import * as prices from "@/app/api/v1/prices/route";
import { operation, type Paths } from "./operation";

/** Price book and credits. */
export const MONEY_PATHS: Paths = {
  "/prices": {
    GET: operation("List prices", prices.GET),
    POST: operation("Add a price; it ends the previous one of the same key", prices.POST),
  },
  "/prices/{id}": {
    PATCH: operation("Change a price, or end it", pricesById.PATCH),
    DELETE: operation("Remove a price that no job was rated with", pricesById.DELETE),
  },
  "/plan-periods": {
    GET: operation("List plan periods", planPeriods.GET),
    POST: operation("Add a plan period: what was paid for how many credits", planPeriods.POST),
  },
  "/plan-periods/{id}": {
    DELETE: operation("Remove a plan period that no job was rated with", planPeriodsById.DELETE),
  },
  "/fx-rates": {
    GET: operation("List exchange rates", fxRates.GET),
    POST: operation("Add an exchange rate", fxRates.POST),
  },
  "/fx-rates/{id}": {
    PATCH: operation("Change an exchange rate", fxRatesById.PATCH),
    DELETE: operation("Remove an exchange rate that no job was rated with", fxRatesById.DELETE),
  },
  "/credit-functions": {
    GET: operation("List credit functions", creditFunctions.GET),
    POST: operation("Add a credit function", creditFunctions.POST),
  },
  "/credit-functions/accuracy": {
    GET: operation("Compare estimates with what was charged, per model", creditFunctionsAccuracy.GET),
  },
  "/credit-functions/{id}": {
    PATCH: operation("Change a credit function", creditFunctionsById.PATCH),
    DELETE: operation("Remove a credit function", creditFunctionsById.DELETE),
  },
};

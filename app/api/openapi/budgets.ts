import * as balances from "@/app/api/v1/balances/route";
import * as burnDown from "@/app/api/v1/budgets/[id]/burn-down/route";
import * as history from "@/app/api/v1/budgets/[id]/history/route";
import * as budgetById from "@/app/api/v1/budgets/[id]/route";
import * as budgets from "@/app/api/v1/budgets/route";
import * as walletBalance from "@/app/api/v1/wallets/[id]/balance/route";
import * as reverse from "@/app/api/v1/wallets/[id]/entries/[entry]/reverse/route";
import * as entries from "@/app/api/v1/wallets/[id]/entries/route";
import { operation, type Paths } from "./operation";

/** What may be spent, and what is left. */
export const BUDGET_PATHS: Paths = {
  "/budgets": {
    GET: operation(
      "List budgets with the period that holds a day: available, spent, reached steps, forecast",
      budgets.GET,
    ),
    POST: operation("Set a budget from a day on; the one in force ends the day before", budgets.POST),
  },
  "/budgets/{id}": {
    PATCH: operation("End a budget with one of its periods", budgetById.PATCH),
    DELETE: operation("Remove a budget none of whose periods is over", budgetById.DELETE),
  },
  "/budgets/{id}/history": {
    GET: operation("Every period of a budget that has begun, newest first", history.GET),
  },
  "/budgets/{id}/burn-down": {
    GET: operation("How one period was spent, day by day", burnDown.GET),
  },
  "/balances": {
    GET: operation("What is left on each wallet, how long it lasts, and unused contingents", balances.GET),
  },
  "/wallets/{id}/balance": {
    GET: operation("The same for one wallet, per unit", walletBalance.GET),
  },
  "/wallets/{id}/entries": {
    GET: operation("The ledger of a wallet, newest first", entries.GET),
    POST: operation("Book a grant, purchase, refund or expiry", entries.POST),
  },
  "/wallets/{id}/entries/{entry}/reverse": {
    POST: operation("Take an entry back that was booked by hand", reverse.POST),
  },
};

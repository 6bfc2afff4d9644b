import "server-only";
import type { PgBoss } from "pg-boss";
import { log } from "@/lib/server/logger";
import { closeDueMonths } from "./service/due";

/** Every hour: months close when their grace days are over, where the organization wants that. */
export async function workOnPeriods(boss: PgBoss, stopping: AbortSignal): Promise<void> {
  await boss.schedule("period-close", "17 * * * *");
  await boss.work("period-close", async () => {
    const closed = await closeDueMonths(new Date(), stopping);
    if (closed > 0) log.info({ closed }, "Months past their grace days were closed");
  });
}

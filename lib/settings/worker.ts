import "server-only";
import type { PgBoss } from "pg-boss";
import { log } from "@/lib/server/logger";
import { erasePrompts } from "./service";

/** Every hour: prompts leave when their organization's time for them is over. */
export async function workOnPrompts(boss: PgBoss, stopping: AbortSignal): Promise<void> {
  await boss.schedule("prompt-erase", "41 * * * *");
  await boss.work("prompt-erase", async () => {
    const erased = await erasePrompts(stopping);
    if (erased > 0) log.info({ erased }, "Prompts past their time were erased");
  });
}

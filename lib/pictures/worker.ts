import "server-only";
import type { PgBoss } from "pg-boss";
import { log } from "@/lib/server/logger";
import { sweepFiles } from "./service/sweep";

/** Every night: files that no picture points to leave. */
export async function workOnPictures(boss: PgBoss, stopping: AbortSignal): Promise<void> {
  await boss.schedule("picture-sweep", "23 3 * * *");
  await boss.work("picture-sweep", async () => {
    const removed = await sweepFiles(new Date(), stopping);
    if (removed > 0) log.info({ removed }, "Files that no picture points to were removed");
  });
}

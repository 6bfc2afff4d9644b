import { z } from "zod";
import { LIVE_TOPICS } from "./rules";

/** What the database's triggers say. */
export const databaseMessage = z.object({ organizationId: z.uuid(), topic: z.enum(LIVE_TOPICS) });

/** Of the event `changed`. */
export const changedMessage = z.object({ topics: z.array(z.enum(LIVE_TOPICS)) });

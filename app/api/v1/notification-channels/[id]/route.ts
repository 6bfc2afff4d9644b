import { z } from "zod";
import { endpoint } from "@/app/api/endpoint";
import { byId } from "@/lib/notifications/schema";
import { removeChannel } from "@/lib/notifications/service";

export const DELETE = endpoint({ input: byId, output: z.null(), status: 204, run: removeChannel });

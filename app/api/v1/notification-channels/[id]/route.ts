import { z } from "zod";
import { endpoint } from "@/app/api/endpoint";
import { byId, channelChange, oneChannel } from "@/lib/notifications/schema";
import { changeChannel, removeChannel } from "@/lib/notifications/service";

export const PATCH = endpoint({ input: channelChange, output: oneChannel, run: changeChannel });
export const DELETE = endpoint({ input: byId, output: z.null(), status: 204, run: removeChannel });

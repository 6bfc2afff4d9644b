import { endpoint } from "@/app/api/endpoint";
import { byId, sendAnswer } from "@/lib/notifications/schema";
import { testChannel } from "@/lib/notifications/service";

export const POST = endpoint({ input: byId, output: sendAnswer, run: testChannel });

import { endpoint } from "@/app/api/endpoint";
import { byId, sendAnswer } from "@/lib/notifications/schema";
import { resend } from "@/lib/notifications/service/log";

export const POST = endpoint({ input: byId, output: sendAnswer, run: resend });

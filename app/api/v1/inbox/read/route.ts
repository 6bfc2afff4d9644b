import { endpoint } from "@/app/api/endpoint";
import { inboxRead, inboxReadAnswer } from "@/lib/notifications/schema";
import { readInbox } from "@/lib/notifications/service/inbox";

export const POST = endpoint({ input: inboxRead, output: inboxReadAnswer, run: readInbox });

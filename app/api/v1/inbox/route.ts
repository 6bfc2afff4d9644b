import { endpoint } from "@/app/api/endpoint";
import { inboxPage, inboxQuery } from "@/lib/notifications/schema";
import { inboxOf } from "@/lib/notifications/service/inbox";

export const GET = endpoint({ input: inboxQuery, output: inboxPage, run: inboxOf });

import { eventEndpoint } from "@/app/api/event-endpoint";
import type { LiveTopic } from "@/lib/live/rules";
import { follow } from "@/lib/live/service";

export const dynamic = "force-dynamic";
export const GET = eventEndpoint<readonly LiveTopic[]>({ event: "changed", said: (topics) => ({ topics }), follow });

import { endpoint } from "@/app/api/endpoint";
import { byId, channel } from "@/lib/dimensions/schema";
import { channels } from "@/lib/dimensions/service/lists";

export const POST = endpoint({ input: byId, output: channel, run: channels.archive });

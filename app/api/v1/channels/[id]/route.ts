import { endpoint } from "@/app/api/endpoint";
import { byId, channel, marketChange } from "@/lib/dimensions/schema";
import { channels } from "@/lib/dimensions/service/lists";

export const GET = endpoint({ input: byId, output: channel, run: channels.one });
export const PATCH = endpoint({ input: marketChange, output: channel, run: channels.change });

import { endpoint } from "@/app/api/endpoint";
import { byId, channelAnswer } from "@/lib/notifications/schema";
import { renewSecret } from "@/lib/notifications/service";

export const POST = endpoint({ input: byId, output: channelAnswer, secret: ["secret"], run: renewSecret });

import { endpoint } from "@/app/api/endpoint";
import { mergeAnswer, mergeInput } from "@/lib/dimensions/schema";
import { campaigns } from "@/lib/dimensions/service/campaigns";

export const POST = endpoint({ input: mergeInput, output: mergeAnswer, run: campaigns.merge });

import { endpoint } from "@/app/api/endpoint";
import { moveAnswer, moveInput } from "@/lib/dimensions/schema";
import { campaigns } from "@/lib/dimensions/service/campaigns";

export const POST = endpoint({ input: moveInput, output: moveAnswer, run: campaigns.move });

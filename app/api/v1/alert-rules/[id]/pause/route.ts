import { endpoint } from "@/app/api/endpoint";
import { pauseInput, rule } from "@/lib/alerts/schema";
import { pauseRule } from "@/lib/alerts/service";

export const POST = endpoint({ input: pauseInput, output: rule, run: pauseRule });

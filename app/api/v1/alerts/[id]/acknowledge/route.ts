import { endpoint } from "@/app/api/endpoint";
import { acknowledgeInput, alert } from "@/lib/alerts/schema";
import { acknowledge } from "@/lib/alerts/service";

export const POST = endpoint({ input: acknowledgeInput, output: alert, run: acknowledge });

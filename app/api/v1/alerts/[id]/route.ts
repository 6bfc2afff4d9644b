import { endpoint } from "@/app/api/endpoint";
import { alertDetail as answer, byId } from "@/lib/alerts/schema";
import { alertDetail } from "@/lib/alerts/service";

export const GET = endpoint({ input: byId, output: answer, run: alertDetail });

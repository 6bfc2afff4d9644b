import { endpoint } from "@/app/api/endpoint";
import { targetById, targetHistory } from "@/lib/targets/schema";
import { targetHistoryOf } from "@/lib/targets/service";

export const GET = endpoint({ input: targetById, output: targetHistory, run: targetHistoryOf });

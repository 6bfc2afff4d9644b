import { endpoint } from "@/app/api/endpoint";
import { targetAnswer, targetInput, targetList, targetListQuery } from "@/lib/targets/schema";
import { listTargets, setTarget } from "@/lib/targets/service";

export const GET = endpoint({ input: targetListQuery, output: targetList, run: listTargets });
export const POST = endpoint({ input: targetInput, output: targetAnswer, status: 201, run: setTarget });

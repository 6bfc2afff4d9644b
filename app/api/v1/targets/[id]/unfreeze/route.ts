import { endpoint } from "@/app/api/endpoint";
import { target, targetUnfreeze } from "@/lib/targets/schema";
import { unfreezeTarget } from "@/lib/targets/service";

export const POST = endpoint({ input: targetUnfreeze, output: target, run: unfreezeTarget });

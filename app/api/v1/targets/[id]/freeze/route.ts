import { endpoint } from "@/app/api/endpoint";
import { target, targetById } from "@/lib/targets/schema";
import { freezeTarget } from "@/lib/targets/service";

export const POST = endpoint({ input: targetById, output: target, run: freezeTarget });

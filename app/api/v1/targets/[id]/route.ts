import { z } from "zod";
import { endpoint } from "@/app/api/endpoint";
import { target, targetById, targetChange } from "@/lib/targets/schema";
import { changeTarget, removeTarget } from "@/lib/targets/service";

export const PATCH = endpoint({ input: targetChange, output: target, run: changeTarget });
export const DELETE = endpoint({ input: targetById, output: z.null(), status: 204, run: removeTarget });

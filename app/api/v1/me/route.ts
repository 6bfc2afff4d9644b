import { z } from "zod";
import { endpoint } from "@/app/api/endpoint";
import { me, meChange } from "@/lib/auth/schema";
import { changeMe, meOf } from "@/lib/auth/service";

export const GET = endpoint({ input: z.strictObject({}), output: me, run: meOf });
export const PATCH = endpoint({ input: meChange, output: me, run: changeMe });

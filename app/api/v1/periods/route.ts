import { z } from "zod";
import { endpoint } from "@/app/api/endpoint";
import { periodList } from "@/lib/periods/schema";
import { periods } from "@/lib/periods/service/list";

export const GET = endpoint({ input: z.strictObject({}), output: periodList, run: periods });

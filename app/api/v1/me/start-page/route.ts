import { z } from "zod";
import { endpoint } from "@/app/api/endpoint";
import { startPage, startPageInput } from "@/lib/views/schema";
import { chooseStartPage, startPageOf } from "@/lib/views/service";

export const GET = endpoint({ input: z.strictObject({}), output: startPage, run: startPageOf });
export const PUT = endpoint({ input: startPageInput, output: startPage, run: chooseStartPage });

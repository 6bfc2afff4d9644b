import { z } from "zod";
import { endpoint } from "@/app/api/endpoint";
import { creditFunctionById, creditFunctionChange, creditFunctionRow } from "@/lib/credits/schema";
import { changeCreditFunction, removeCreditFunction } from "@/lib/credits/service/functions";

export const PATCH = endpoint({ input: creditFunctionChange, output: creditFunctionRow, run: changeCreditFunction });
export const DELETE = endpoint({
  input: creditFunctionById,
  output: z.null(),
  status: 204,
  run: removeCreditFunction,
});

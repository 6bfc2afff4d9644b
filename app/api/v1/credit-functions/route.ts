import { endpoint } from "@/app/api/endpoint";
import {
  creditFunctionInput,
  creditFunctionListQuery,
  creditFunctionPage,
  creditFunctionRow,
} from "@/lib/credits/schema";
import { createCreditFunction, listCreditFunctions } from "@/lib/credits/service/functions";

export const GET = endpoint({ input: creditFunctionListQuery, output: creditFunctionPage, run: listCreditFunctions });
export const POST = endpoint({
  input: creditFunctionInput,
  output: creditFunctionRow,
  status: 201,
  run: createCreditFunction,
});

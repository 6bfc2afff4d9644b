import { endpoint } from "@/app/api/endpoint";
import { fxRate, fxRateInput, fxRateListQuery, fxRatePage } from "@/lib/prices/schema";
import { createFxRate, listFxRates } from "@/lib/prices/service/rates";

export const GET = endpoint({ input: fxRateListQuery, output: fxRatePage, run: listFxRates });
export const POST = endpoint({ input: fxRateInput, output: fxRate, status: 201, run: createFxRate });

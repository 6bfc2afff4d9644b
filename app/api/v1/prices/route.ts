import { endpoint } from "@/app/api/endpoint";
import { priceAnswer, priceInput, priceListQuery, pricePage } from "@/lib/prices/schema";
import { createPrice, listPrices } from "@/lib/prices/service/prices";

export const GET = endpoint({ input: priceListQuery, output: pricePage, run: listPrices });
export const POST = endpoint({ input: priceInput, output: priceAnswer, status: 201, run: createPrice });

import { z } from "zod";
import { endpoint } from "@/app/api/endpoint";
import { byId, price, priceChange } from "@/lib/prices/schema";
import { changePrice, removePrice } from "@/lib/prices/service/prices";

export const PATCH = endpoint({ input: priceChange, output: price, run: changePrice });
export const DELETE = endpoint({ input: byId, output: z.null(), status: 204, run: removePrice });

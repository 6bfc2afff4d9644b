import { endpoint } from "@/app/api/endpoint";
import { assetType, byId } from "@/lib/dimensions/schema";
import { assetTypes } from "@/lib/dimensions/service/lists";

export const POST = endpoint({ input: byId, output: assetType, run: assetTypes.restore });

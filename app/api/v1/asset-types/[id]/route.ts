import { endpoint } from "@/app/api/endpoint";
import { assetType, assetTypeChange, byId } from "@/lib/dimensions/schema";
import { assetTypes } from "@/lib/dimensions/service/lists";

export const GET = endpoint({ input: byId, output: assetType, run: assetTypes.one });
export const PATCH = endpoint({ input: assetTypeChange, output: assetType, run: assetTypes.change });

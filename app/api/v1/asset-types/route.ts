import { endpoint } from "@/app/api/endpoint";
import { pageOf } from "@/lib/core/schema";
import { assetType, assetTypeInput, listPageQuery } from "@/lib/dimensions/schema";
import { assetTypes } from "@/lib/dimensions/service/lists";

export const GET = endpoint({ input: listPageQuery, output: pageOf(assetType), run: assetTypes.page });
export const POST = endpoint({ input: assetTypeInput, output: assetType, status: 201, run: assetTypes.create });

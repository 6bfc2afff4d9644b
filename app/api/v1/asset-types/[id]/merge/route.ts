import { endpoint } from "@/app/api/endpoint";
import { mergeAnswer, mergeInput } from "@/lib/dimensions/schema";
import { assetTypes } from "@/lib/dimensions/service/lists";

export const POST = endpoint({ input: mergeInput, output: mergeAnswer, run: assetTypes.merge });

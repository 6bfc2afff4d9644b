import { endpoint } from "@/app/api/endpoint";
import { assetPath, lineage } from "@/lib/pictures/schema";
import { lineageOf } from "@/lib/pictures/service/lineage";

export const GET = endpoint({ input: assetPath, output: lineage, run: lineageOf });

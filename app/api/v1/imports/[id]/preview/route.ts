import { endpoint } from "@/app/api/endpoint";
import { decideInput, importDetail } from "@/lib/intake/schema";
import { startPreview } from "@/lib/intake/service";

export const POST = endpoint({ input: decideInput, output: importDetail, status: 202, run: startPreview });

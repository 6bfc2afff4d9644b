import { endpoint } from "@/app/api/endpoint";
import { importDetail, importId } from "@/lib/intake/schema";
import { importById } from "@/lib/intake/service";

export const GET = endpoint({ input: importId, output: importDetail, run: importById });

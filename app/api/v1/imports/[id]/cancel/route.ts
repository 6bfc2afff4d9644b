import { endpoint } from "@/app/api/endpoint";
import { importDetail, importId } from "@/lib/intake/schema";
import { cancelImport } from "@/lib/intake/service";

export const POST = endpoint({ input: importId, output: importDetail, status: 200, run: cancelImport });

import { endpoint } from "@/app/api/endpoint";
import { importDetail, undoInput } from "@/lib/intake/schema";
import { undoImport } from "@/lib/intake/service";

export const POST = endpoint({ input: undoInput, output: importDetail, status: 202, run: undoImport });

import { endpoint } from "@/app/api/endpoint";
import { mendAnswer, runPath } from "@/lib/jobs/schema/mend";
import { undoMend } from "@/lib/jobs/service/mend";

export const POST = endpoint({ input: runPath, output: mendAnswer, run: undoMend });

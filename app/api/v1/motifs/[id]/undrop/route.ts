import { endpoint } from "@/app/api/endpoint";
import { droppedMotif, jobPath } from "@/lib/jobs/schema";
import { undropMotif } from "@/lib/jobs/service/motif";

export const POST = endpoint({ input: jobPath, output: droppedMotif, run: undropMotif });

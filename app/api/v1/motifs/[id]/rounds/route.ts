import { endpoint } from "@/app/api/endpoint";
import { jobPath } from "@/lib/jobs/schema";
import { motifRounds } from "@/lib/jobs/schema/rounds";
import { roundsOfMotif } from "@/lib/jobs/service/rounds";

export const GET = endpoint({ input: jobPath, output: motifRounds, run: roundsOfMotif });

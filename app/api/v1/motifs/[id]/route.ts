import { endpoint } from "@/app/api/endpoint";
import { byId, motif, motifChange } from "@/lib/dimensions/schema";
import { motifs } from "@/lib/dimensions/service/motifs";

export const GET = endpoint({ input: byId, output: motif, run: motifs.one });
export const PATCH = endpoint({ input: motifChange, output: motif, run: motifs.change });

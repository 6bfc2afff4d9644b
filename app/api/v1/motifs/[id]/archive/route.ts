import { endpoint } from "@/app/api/endpoint";
import { byId, motif } from "@/lib/dimensions/schema";
import { motifs } from "@/lib/dimensions/service/motifs";

export const POST = endpoint({ input: byId, output: motif, run: motifs.archive });

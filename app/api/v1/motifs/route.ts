import { endpoint } from "@/app/api/endpoint";
import { pageOf } from "@/lib/core/schema";
import { motif, motifInput, motifPageQuery } from "@/lib/dimensions/schema";
import { motifs } from "@/lib/dimensions/service/motifs";

export const GET = endpoint({ input: motifPageQuery, output: pageOf(motif), run: motifs.page });
export const POST = endpoint({ input: motifInput, output: motif, status: 201, run: motifs.create });

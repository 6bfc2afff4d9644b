import { endpoint } from "@/app/api/endpoint";
import { BATCH_LIMIT_BYTES } from "@/app/api/read";
import { batchAnswer, batchInput } from "@/lib/jobs/schema";
import { logBatch } from "@/lib/jobs/service/log";

export const POST = endpoint({ input: batchInput, output: batchAnswer, limitBytes: BATCH_LIMIT_BYTES, run: logBatch });

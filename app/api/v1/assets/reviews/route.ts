import { endpoint } from "@/app/api/endpoint";
import { reviewBatchAnswer, reviewBatchInput } from "@/lib/reviews/schema";
import { reviewAssets } from "@/lib/reviews/service";

export const POST = endpoint({ input: reviewBatchInput, output: reviewBatchAnswer, run: reviewAssets });

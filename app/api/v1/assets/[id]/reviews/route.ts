import { endpoint } from "@/app/api/endpoint";
import { assetReviewInput, reviewedAsset } from "@/lib/reviews/schema";
import { reviewAsset } from "@/lib/reviews/service";

export const POST = endpoint({ input: assetReviewInput, output: reviewedAsset, status: 201, run: reviewAsset });

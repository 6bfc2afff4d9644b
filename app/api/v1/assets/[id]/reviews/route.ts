import { endpoint } from "@/app/api/endpoint";
import { assetReviewInput, assetReviews, reviewedAsset, reviewPath } from "@/lib/reviews/schema";
import { reviewAsset } from "@/lib/reviews/service";
import { decisionsOf } from "@/lib/reviews/service/queue";

export const GET = endpoint({ input: reviewPath, output: assetReviews, run: decisionsOf });
export const POST = endpoint({ input: assetReviewInput, output: reviewedAsset, status: 201, run: reviewAsset });

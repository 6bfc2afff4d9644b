import { endpoint } from "@/app/api/endpoint";
import { jobReviewInput, reviewedJob } from "@/lib/reviews/schema";
import { reviewJob } from "@/lib/reviews/service";

export const POST = endpoint({ input: jobReviewInput, output: reviewedJob, run: reviewJob });

import { endpoint } from "@/app/api/endpoint";
import { byId, reviewReason, reviewReasonChange } from "@/lib/dimensions/schema";
import { reviewReasons } from "@/lib/dimensions/service/review-reasons";

export const GET = endpoint({ input: byId, output: reviewReason, run: reviewReasons.one });
export const PATCH = endpoint({ input: reviewReasonChange, output: reviewReason, run: reviewReasons.change });

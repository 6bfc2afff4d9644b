import { endpoint } from "@/app/api/endpoint";
import { byId, reviewReason } from "@/lib/dimensions/schema";
import { reviewReasons } from "@/lib/dimensions/service/review-reasons";

export const POST = endpoint({ input: byId, output: reviewReason, run: reviewReasons.restore });

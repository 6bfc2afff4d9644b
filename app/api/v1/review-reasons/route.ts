import { endpoint } from "@/app/api/endpoint";
import { pageOf } from "@/lib/core/schema";
import { listPageQuery, reviewReason, reviewReasonInput } from "@/lib/dimensions/schema";
import { reviewReasons } from "@/lib/dimensions/service/review-reasons";

export const GET = endpoint({ input: listPageQuery, output: pageOf(reviewReason), run: reviewReasons.page });
export const POST = endpoint({
  input: reviewReasonInput,
  output: reviewReason,
  status: 201,
  run: reviewReasons.create,
});

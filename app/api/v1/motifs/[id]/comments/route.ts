import { endpoint } from "@/app/api/endpoint";
import { commentInput, motifComments, reviewPath } from "@/lib/reviews/schema";
import { comment, commentsOn } from "@/lib/reviews/service/comments";

export const GET = endpoint({ input: reviewPath, output: motifComments, run: commentsOn });
export const POST = endpoint({ input: commentInput, output: motifComments, status: 201, run: comment });

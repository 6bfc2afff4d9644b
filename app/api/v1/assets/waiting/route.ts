import { endpoint } from "@/app/api/endpoint";
import { waitingAnswer, waitingQuery } from "@/lib/reviews/schema";
import { waitingPictures } from "@/lib/reviews/service/queue";

export const GET = endpoint({ input: waitingQuery, output: waitingAnswer, run: waitingPictures });

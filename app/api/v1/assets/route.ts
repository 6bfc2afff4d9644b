import { endpoint } from "@/app/api/endpoint";
import { queuePage, queueQuery } from "@/lib/reviews/schema";
import { reviewQueue } from "@/lib/reviews/service/queue";

export const GET = endpoint({ input: queueQuery, output: queuePage, run: reviewQueue });

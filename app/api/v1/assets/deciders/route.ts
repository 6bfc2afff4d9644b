import { endpoint } from "@/app/api/endpoint";
import { decidersAnswer, decidersQuery } from "@/lib/reviews/schema";
import { decidersOf } from "@/lib/reviews/service/queue";

export const GET = endpoint({ input: decidersQuery, output: decidersAnswer, run: decidersOf });

import { endpoint } from "@/app/api/endpoint";
import { moversAnswer, moversQuery } from "@/lib/kpi/schema/insight";
import { biggestMovers } from "@/lib/kpi/service/insight";

export const GET = endpoint({
  input: moversQuery,
  output: moversAnswer,
  run: (actor, query) => biggestMovers(actor, query),
});

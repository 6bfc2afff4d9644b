import { endpoint } from "@/app/api/endpoint";
import { figureHistory as answer, figureHistoryQuery } from "@/lib/kpi/schema/history";
import { figureHistory } from "@/lib/kpi/service/history";

export const GET = endpoint({
  input: figureHistoryQuery,
  output: answer,
  run: (actor, query) => figureHistory(actor, query),
});

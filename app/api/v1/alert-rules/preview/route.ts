import { endpoint } from "@/app/api/endpoint";
import { preview, ruleInput } from "@/lib/alerts/schema";
import { previewRule } from "@/lib/alerts/service/preview";

export const POST = endpoint({
  input: ruleInput,
  output: preview,
  run: (actor, input) => previewRule(actor, input),
});

import { endpoint } from "@/app/api/endpoint";
import { ruleInput } from "@/lib/alerts/schema";
import { preview } from "@/lib/alerts/schema/preview";
import { previewRule } from "@/lib/alerts/service/preview";

export const POST = endpoint({
  input: ruleInput,
  output: preview,
  run: (actor, input) => previewRule(actor, input),
});

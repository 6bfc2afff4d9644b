import { endpoint } from "@/app/api/endpoint";
import { tagKeysAnswer, tagKeysQuery } from "@/lib/kpi/schema/tag-keys";
import { tagKeys } from "@/lib/kpi/service/tag-keys";

export const GET = endpoint({ input: tagKeysQuery, output: tagKeysAnswer, run: (actor) => tagKeys(actor) });

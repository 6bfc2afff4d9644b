import { endpoint } from "@/app/api/endpoint";
import { wasteAnswer, wasteQuery } from "@/lib/kpi/schema/waste";
import { waste } from "@/lib/kpi/service/waste";

export const GET = endpoint({ input: wasteQuery, output: wasteAnswer, run: (actor, query) => waste(actor, query) });

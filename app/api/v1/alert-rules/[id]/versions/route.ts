import { endpoint } from "@/app/api/endpoint";
import { byId, ruleVersionList } from "@/lib/alerts/schema";
import { ruleVersions } from "@/lib/alerts/service";

export const GET = endpoint({ input: byId, output: ruleVersionList, run: ruleVersions });

import * as tagKeys from "@/app/api/v1/kpis/tag-keys/route";
import { operation, type Paths } from "./operation";

/** What the explore page and the pages of campaigns and cost centres ask besides figures and lists. */
export const EXPLORE_PATHS: Paths = {
  "/kpis/tag-keys": {
    GET: operation("Keys of tags that recent jobs carry; each is a dimension tag.<key>", tagKeys.GET),
  },
};

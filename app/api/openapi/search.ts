import * as search from "@/app/api/v1/search/route";
import { operation, type Paths } from "./operation";

export const SEARCH_PATHS: Paths = {
  "/search": { GET: operation("Find campaigns, cost centres, motifs and jobs by code, name or id", search.GET) },
};

import * as waste from "@/app/api/v1/waste/route";
import { operation, type Paths } from "./operation";

/** Waste, the history of figures, months and corrections of many jobs. */
export const MONTH_PATHS: Paths = {
  "/waste": {
    GET: operation("Where the money went: each class with jobs and pictures, over time, and the funnel", waste.GET),
  },
};

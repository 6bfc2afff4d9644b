import * as events from "@/app/api/v1/events/route";
import * as freeze from "@/app/api/v1/targets/[id]/freeze/route";
import * as history from "@/app/api/v1/targets/[id]/history/route";
import * as targetsById from "@/app/api/v1/targets/[id]/route";
import * as unfreeze from "@/app/api/v1/targets/[id]/unfreeze/route";
import * as targets from "@/app/api/v1/targets/route";
import { operation, type Paths } from "./operation";

/** What stands around the figures: targets, and the news that they changed. */
export const DASHBOARD_PATHS: Paths = {
  "/events": {
    GET: operation("Follow what changes, as server-sent events without figures", events.GET, { answers: "events" }),
  },
  "/targets": {
    GET: operation("List the versions of targets that have a day in a range", targets.GET),
    POST: operation("Set a target from a day on; the one in force ends the day before", targets.POST),
  },
  "/targets/{id}": {
    PATCH: operation("End a target, or change one that has not begun", targetsById.PATCH),
    DELETE: operation("Remove a target that has not begun", targetsById.DELETE),
  },
  "/targets/{id}/history": {
    GET: operation("Every version of the same figure and scope, and what was done to them", history.GET),
  },
  "/targets/{id}/freeze": { POST: operation("Freeze a target: it cannot be changed", freeze.POST) },
  "/targets/{id}/unfreeze": { POST: operation("Unfreeze a target, with a reason", unfreeze.POST) },
};

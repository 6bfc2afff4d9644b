import * as startPage from "@/app/api/v1/me/start-page/route";
import * as viewById from "@/app/api/v1/views/[id]/route";
import * as views from "@/app/api/v1/views/route";
import { operation, type Paths } from "./operation";

/** What pages show, under a name, and where a person begins. */
export const VIEW_PATHS: Paths = {
  "/views": {
    GET: operation("List one's own saved views and the shared ones, with where they open", views.GET),
    POST: operation("Save what a page shows under a name, privately or shared with the organization", views.POST),
  },
  "/views/{id}": {
    GET: operation("One saved view, with what does not exist any more", viewById.GET),
    PATCH: operation("Rename, overwrite or share a view; shared ones by their author and admins", viewById.PATCH),
    DELETE: operation("Remove a view; whoever began with it begins with the overview", viewById.DELETE),
  },
  "/me/start-page": {
    GET: operation("Where the signed-in person begins", startPage.GET),
    PUT: operation("Begin with a page or a saved view", startPage.PUT),
  },
};

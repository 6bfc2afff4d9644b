import * as versionPicture from "@/app/api/v1/assets/[id]/versions/[version]/picture/route";
import * as assetsByIdVersions from "@/app/api/v1/assets/[id]/versions/route";
import * as jobsByIdPictures from "@/app/api/v1/jobs/[id]/pictures/route";
import { pictureQuery, versionPath } from "@/lib/pictures/schema";
import { type Operation, operation, type Paths } from "./operation";

// Bytes in and out have routes of their own, so they are described by hand.

const PICTURE: Operation = {
  summary: "The picture itself, of the newest version that has one or of the version named",
  ...{ input: pictureQuery, output: null, status: 200, takes: "json", answers: "picture" },
};

/** Versions of pictures, their family, and their files. */
export const PICTURE_PATHS: Paths = {
  "/assets/{id}/versions": {
    GET: operation("Every version of a picture, what it came from and what came from it", assetsByIdVersions.GET),
  },
  "/assets/{id}/versions/{version}/picture": {
    PUT: operation("Upload the file of a version, in place of the one before", versionPicture.PUT, {
      ...{ input: versionPath, takes: "picture" },
    }),
    DELETE: operation("Take an uploaded file away", versionPicture.DELETE),
  },
  "/assets/{id}/picture": { GET: PICTURE },
  "/jobs/{id}/pictures": {
    GET: operation("All pictures of a job with versions and family", jobsByIdPictures.GET),
  },
};

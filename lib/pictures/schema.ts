import { z } from "zod";
import { uuid } from "@/lib/core/schema";
import { KINDS, STAGES } from "@/lib/jobs/rules/vocabulary";
import { assetState } from "@/lib/jobs/schema";
import { MEDIA_TYPES } from "./rules";

const version = z.int().min(1).max(1_000_000);

/** GET /assets/{id}/picture. Without a version: the newest that has a picture. */
export const pictureQuery = z.strictObject({
  id: uuid,
  version: z.coerce.number().pipe(version).optional(),
  /** A small one, where this server can make it. */
  size: z.enum(["thumb"]).optional(),
  /** `pictureTag` of the asset: with it the answer may be kept for good. */
  tag: z.string().max(64).optional(),
});
export type PictureQuery = z.infer<typeof pictureQuery>;

export const versionPath = z.strictObject({ id: uuid, version: z.coerce.number().pipe(version) });
export type VersionPath = z.infer<typeof versionPath>;

/** PUT /assets/{id}/versions/{version}/picture: the bytes of the file, not JSON. */
export const uploadInput = versionPath.extend({ bytes: z.instanceof(Uint8Array) });
export type UploadInput = z.infer<typeof uploadInput>;

export const uploadedPicture = z.object({
  assetId: z.string(),
  version: z.number(),
  mediaType: z.enum(MEDIA_TYPES),
  sizeBytes: z.number(),
  checksum: z.string(),
  /** Of the asset now; another one when a newer version has a picture, too. */
  pictureTag: z.string().nullable(),
});
export type UploadedPicture = z.infer<typeof uploadedPicture>;

export const assetPath = z.strictObject({ id: uuid });

const shownTag = z.string().nullable();

const decided = z.object({
  decision: assetState,
  reason: z.string().nullable(),
  comment: z.string().nullable(),
  by: z.string().nullable(),
  at: z.string(),
});

const pictureVersion = z.object({
  version: z.number(),
  /** The job that made it; null when it lies outside of the asker's cost centres. */
  jobId: z.string().nullable(),
  kind: z.enum(KINDS),
  model: z.string().nullable(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  steps: z.number().nullable(),
  upscaleFactor: z.number().nullable(),
  /** The job that made it was taken out of every count. */
  voided: z.boolean(),
  createdAt: z.string(),
  uploaded: z.boolean(),
  urlKnown: z.boolean(),
  /** Its address is on a host that the organization does not allow, so it is not fetched. */
  hostNotAllowed: z.string().nullable(),
  pictureTag: shownTag,
  /** The last word on this version. */
  decision: decided.nullable(),
});
export type PictureVersion = z.infer<typeof pictureVersion>;

/** A picture that this one came from, or that came from it. */
const relative = z.object({
  id: z.string(),
  jobId: z.string(),
  index: z.number(),
  version: z.number(),
  kind: z.enum(KINDS),
  stage: z.enum(STAGES).nullable(),
  model: z.string().nullable(),
  state: assetState,
  occurredAt: z.string(),
  pictureTag: shownTag,
});
export type Relative = z.infer<typeof relative>;

export const lineage = z.object({
  id: z.string(),
  jobId: z.string(),
  index: z.number(),
  externalId: z.string().nullable(),
  version: z.number(),
  state: assetState,
  pictureTag: shownTag,
  versions: z.array(pictureVersion),
  source: relative.nullable(),
  /** Variations and finals that were made from it, oldest first; the first hundred. */
  descendants: z.array(relative),
  descendantCount: z.number(),
});
export type Lineage = z.infer<typeof lineage>;

/** GET /jobs/{id}/pictures: the same for all pictures of one job. */
export const jobPictures = z.object({
  /** What the job was made from: the source of an upscale, variation or final. */
  source: relative.nullable(),
  /** The version of its source that an upscale or post-process made. */
  made: z
    .object({
      ...{ id: z.string(), index: z.number(), version: z.number() },
      ...{ uploaded: z.boolean(), hostNotAllowed: z.string().nullable(), pictureTag: shownTag },
    })
    .nullable(),
  pictures: z.array(lineage),
});
export type JobPictures = z.infer<typeof jobPictures>;

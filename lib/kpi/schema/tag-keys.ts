import { z } from "zod";

export const tagKeysQuery = z.strictObject({});

/** `GET /kpis/tag-keys`: the keys of tags that recent jobs carry, the most used first. */
export const tagKeysAnswer = z.object({ data: z.array(z.object({ key: z.string(), jobs: z.number() })) });
export type TagKeys = z.infer<typeof tagKeysAnswer>;

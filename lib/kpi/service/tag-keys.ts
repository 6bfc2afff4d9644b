import "server-only";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import { figuresSnapshot } from "@/lib/server/db";
import type { TagKeys } from "../schema/tag-keys";
import { readScope } from "../store/filters";
import { readTagKeys } from "../store/tag-keys";

/** By what else figures can be split: keys of tags on jobs that the asker may see. */
export function tagKeys(actor: Actor): Promise<TagKeys> {
  authorise(actor, "figures:read");
  const { id } = actor.organization;
  return figuresSnapshot(async (tx) => {
    const scope = actor.costCenterIds === "all" ? null : await readScope(tx, id, actor.costCenterIds);
    return { data: await readTagKeys(tx, id, scope ? scope.ids : null) };
  });
}

import "server-only";
import { record } from "@/lib/audit/service";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import { AppError } from "@/lib/core/errors";
import { transaction } from "@/lib/server/db";
import { reclassify } from "../store/classes";
import { lockTogether } from "../store/lookup";
import { setDropped } from "../store/motif";

type Dropped = { id: string; dropped: boolean };

/** Drops a motif: what its pictures cost, save the approved ones, becomes waste and stays visible. */
export function dropMotif(actor: Actor, { id }: { id: string }): Promise<Dropped> {
  return change(actor, id, true);
}

/** Takes a motif up again: its money is classed as if it had never been dropped. */
export function undropMotif(actor: Actor, { id }: { id: string }): Promise<Dropped> {
  return change(actor, id, false);
}

async function change(actor: Actor, id: string, dropped: boolean): Promise<Dropped> {
  authorise(actor, "motifs:write");
  return transaction(async (tx) => {
    const organizationId = actor.organization.id;
    await lockTogether(tx, organizationId, [id]);
    const scope = actor.costCenterIds === "all" ? null : actor.costCenterIds;
    if (!(await setDropped(tx, organizationId, { id, dropped, scope })))
      throw new AppError("not_found", `There is no motif ${id}`);
    await reclassify(tx, organizationId, { motifIds: [id] });
    await record(tx, actor, dropped ? "motif.dropped" : "motif.taken-up", { kind: "motif", id });
    return { id, dropped };
  });
}

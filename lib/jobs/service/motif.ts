import "server-only";
import { record } from "@/lib/audit/service";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import { AppError } from "@/lib/core/errors";
import { transaction } from "@/lib/server/db";
import { reclassify } from "../store/classes";
import { lockTogether } from "../store/lookup";
import { motifIdsOf, setDropped } from "../store/motif";
import { scopeOf } from "./log";

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
    const ids = await motifIdsOf(tx, organizationId, { id, scope: scopeOf(actor) });
    if (ids.length === 0) throw new AppError("not_found", `There is no motif ${id}`);
    await lockTogether(tx, organizationId, ids);
    await setDropped(tx, organizationId, { ids, dropped });
    await reclassify(tx, organizationId, { motifIds: ids });
    await record(tx, actor, dropped ? "motif.dropped" : "motif.taken-up", { kind: "motif", id });
    return { id, dropped };
  });
}

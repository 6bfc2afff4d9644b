import "server-only";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import { AppError } from "@/lib/core/errors";
import { snapshot } from "@/lib/server/db";
import { adviceOf } from "@/lib/settings/service";
import { motifAdvice, rejectedRounds, roundsOf, totalOf } from "../rules/rounds";
import type { MotifRounds } from "../schema/rounds";
import { selectMotif, selectRounds } from "../store/rounds";
import { scopeOf } from "./log";

/** What was made of a motif, round by round, with the money so far and what that advises. @throws not_found */
export async function roundsOfMotif(actor: Actor, { id }: { id: string }): Promise<MotifRounds> {
  authorise(actor, "jobs:read");
  const { id: organizationId, currency } = actor.organization;
  return snapshot(async (tx) => {
    const motif = await selectMotif(tx, organizationId, id, scopeOf(actor));
    if (!motif) throw new AppError("not_found", `There is no motif ${id}`);
    const rounds = await selectRounds(tx, organizationId, id, scopeOf(actor));
    const total = totalOf(rounds);
    return {
      motif,
      currency,
      rounds: roundsOf(rounds),
      total,
      // What is rejected or superseded is waste already; dropping takes the rest that is not approved.
      wasteIfDropped: motif.droppedAt === null ? total.open : "0",
      rejectedRounds: rejectedRounds(rounds),
      advice: motifAdvice(rounds, await adviceOf(tx, organizationId), motif.droppedAt !== null),
    };
  });
}

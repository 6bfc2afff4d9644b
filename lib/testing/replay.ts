import { evaluate, type Instance } from "@/lib/alerts/rules/machine";
import { watchOf, watchOfStep } from "@/lib/alerts/rules/rule";
import { sample as sampleSchema } from "@/lib/alerts/schema";
import { selectInstances, selectStoredSamples } from "@/lib/alerts/store/instances";
import { selectVersions } from "@/lib/alerts/store/rules";
import { db } from "@/lib/server/db";

type Said = { alert: string; at: string; transition: string } & Record<string, unknown>;

const inOrder = (events: Said[]) =>
  events.toSorted((a, b) => a.alert.localeCompare(b.alert) || a.at.localeCompare(b.at));

/** What an organization's alerts said, and what the stored samples say when the machine sees them again. */
export async function replayed(organizationId: string): Promise<{ said: Said[]; stored: Said[]; samples: number }> {
  const rules = await db().alertRule.findMany({ where: { organizationId }, select: { id: true } });
  const ids = rules.map(({ id }) => id);
  const bodies = new Map(
    await Promise.all(
      ids.map(async (id) => {
        const versions = await selectVersions(db(), organizationId, id);
        return [id, new Map(versions.map(({ version, body }) => [version, body]))] as const;
      }),
    ),
  );
  const said: Said[] = [];
  let samples = 0;
  for (const { id: alert, ruleId, step } of await selectInstances(db(), organizationId, ids)) {
    let instance: Instance | null = null;
    for (const { at, ruleVersion, sample } of await selectStoredSamples(db(), organizationId, alert)) {
      const body = bodies.get(ruleId)?.get(ruleVersion);
      if (!body) throw new Error(`Version ${ruleVersion} of rule ${ruleId} is gone`);
      const watch = body.kind === "BUDGET_STEP" ? watchOfStep(body, step) : watchOf(body);
      const next = evaluate(watch, instance, sample, at);
      instance = next.instance;
      samples += 1;
      for (const event of next.events) said.push({ ...event, alert, at: at.toISOString(), ruleVersion, step, sample });
    }
  }
  const rows = await db().alertEvent.findMany({ where: { organizationId }, orderBy: { recordedAt: "asc" } });
  const stored = rows.map(
    ({
      instanceId: alert,
      at,
      transition,
      incident,
      severity,
      period,
      reason,
      quiet,
      atLeast,
      lastedMs,
      ...row
    }): Said => ({
      ...{ alert, at: at.toISOString(), transition, incident, severity, reason, quiet, atLeast },
      // A failure's key has its instant behind the period, so that a rule may fail again.
      period: transition === "failed" ? period.split(" ").slice(0, -1).join(" ") : period,
      lastedMs: lastedMs === null ? null : Number(lastedMs),
      ...{ ruleVersion: row.ruleVersion, step: row.step, sample: sampleSchema.parse(row.sample) },
    }),
  );
  return { said: inOrder(said), stored: inOrder(stored), samples };
}

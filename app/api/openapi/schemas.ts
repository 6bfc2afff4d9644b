import { z } from "zod";
import { decimalText } from "@/lib/core/schema";
import * as dimensions from "@/lib/dimensions/schema";
import * as intake from "@/lib/intake/schema";
import * as jobs from "@/lib/jobs/schema";
import { jobDetail } from "@/lib/jobs/schema/detail";
import * as kpi from "@/lib/kpi/schema";
import * as prices from "@/lib/prices/schema";
import { organization } from "@/lib/settings/schema";

/** RFC 9457, as every failure is told. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  requestId: z.string(),
  errors: z
    .array(z.object({ path: z.string(), code: z.string(), message: z.string(), near: z.array(z.string()).optional() }))
    .optional(),
});

/** Schemas that get a name of their own in the document; the others stand where they are used. */
const NAMED: Readonly<Record<string, z.ZodType>> = {
  Problem: problem,
  Decimal: decimalText,
  Job: jobs.job,
  JobDetail: jobDetail,
  JobInput: jobs.jobInput,
  Estimate: jobs.estimateAnswer,
  KpiAnswer: kpi.kpiLimitedAnswer,
  CostCenter: dimensions.costCenter,
  Campaign: dimensions.campaign,
  Market: dimensions.market,
  AssetType: dimensions.assetType,
  Motif: dimensions.motif,
  Provider: dimensions.provider,
  Wallet: dimensions.wallet,
  Price: prices.price,
  PlanPeriod: prices.planPeriod,
  ExchangeRate: prices.fxRate,
  Import: intake.importDetail,
  Organization: organization,
};

const registry = z.registry<{ id: string }>();
for (const [id, schema] of Object.entries(NAMED)) registry.add(schema, { id });

export type JsonSchema = { [key: string]: unknown };

/** Names that were referred to, collected while the document is written. */
export type Components = Map<string, JsonSchema>;

const here = (name: string) => `#/components/schemas/${name}`;

function relocated(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(relocated);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).flatMap(([key, inner]): [string, unknown][] => {
    if (key === "$ref" && typeof inner === "string") return [[key, inner.replace("#/$defs/", here(""))]];
    // An id inside of a schema would change what its references are relative to.
    return key === "$schema" || (key === "id" && typeof inner === "string") ? [] : [[key, relocated(inner)]];
  });
  return Object.fromEntries(entries);
}

/** A zod schema as JSON Schema; what it names goes to `components`. @param io what is sent, or what is answered */
export function toSchema(schema: z.ZodType, io: "input" | "output", components: Components): JsonSchema {
  const { $defs = {}, ...root } = z.toJSONSchema(schema, { io, metadata: registry, unrepresentable: "any" });
  for (const [name, definition] of Object.entries($defs)) components.set(name, relocated(definition) as JsonSchema);
  return relocated(root) as JsonSchema;
}

"use client";

import { MultiSelect, SimpleGrid, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useMe } from "@/components/common/me-context";
import { useFilterOptions } from "@/components/filters/use-filter-options";
import { guardsOf, watchOf } from "@/lib/alerts/rules/rule";
import { filteredBy, type SCOPES } from "@/lib/alerts/rules/scopes";
import type { RuleBody } from "@/lib/alerts/schema";
import { ROLES } from "@/lib/core/actor";
import { channelsQuery, readersQuery } from "@/lib/notifications/queries";
import classes from "./editor.module.css";
import { InlineNumber } from "./inline";

type Change = (next: Partial<RuleBody>) => void;
type Props = { body: RuleBody; onChange: Change; errors: Readonly<Record<string, string>> };

const asCount = (text: string | null) => (text === null || !/^\d+$/.test(text) ? null : Number(text));
const textOf = (count: number | null) => (count === null ? null : String(count));

/** When a value may be judged at all, in words; empty means the usual. */
export function RuleGuards({ body, onChange, errors }: Props) {
  const t = useTranslations("alerts.editor");
  const { currency } = useMe().organization;
  const { kind, metric } = body;
  if (kind !== "KPI_THRESHOLD" && kind !== "DAY_ANOMALY") return null;
  const usual = guardsOf({ ...body, minSample: null, minDecided: null, minSpend: null, minCoverage: null });
  const isReviewed = metric === "costPerApprovedImage" || metric === "approvalRate";
  const sentence =
    kind === "DAY_ANOMALY" ? "DAY" : metric === "costPerApprovedImage" ? "CPAI" : isReviewed ? "RATE" : "KPI";
  return (
    <section>
      <Title order={2} size="h4">
        {t("guards")}
      </Title>
      <div className={classes.small}>
        {t.rich(`guard.${sentence}`, {
          sample: () => (
            <InlineNumber
              label={t("part.sample")}
              value={textOf(body.minSample)}
              placeholder={String(usual.minSample)}
              onChange={(text) => onChange({ minSample: asCount(text) })}
            />
          ),
          decided: () => (
            <InlineNumber
              label={t("part.decided")}
              value={textOf(body.minDecided)}
              placeholder={String(usual.minDecided)}
              onChange={(text) => onChange({ minDecided: asCount(text) })}
            />
          ),
          spend: () => (
            <InlineNumber
              label={t("part.spend")}
              value={body.minSpend}
              unit={currency}
              placeholder={usual.minSpend}
              error={errors.minSpend}
              onChange={(minSpend) => onChange({ minSpend })}
            />
          ),
          coverage: () => (
            <InlineNumber
              label={t("part.coverage")}
              value={body.minCoverage}
              isShare
              unit="%"
              placeholder={String(Number(usual.minCoverage) * 100)}
              error={errors.minCoverage}
              onChange={(minCoverage) => onChange({ minCoverage })}
            />
          ),
        })}
      </div>
      {isReviewed || metric === "costPerImage" || metric === "costPerVariation" ? (
        <p className={classes.quiet}>{t("certain")}</p>
      ) : null}
    </section>
  );
}

/** How long a breach must hold, how long it must be over, and how long an alert waits for a value. */
export function RuleTiming({ body, onChange, errors }: Props) {
  const t = useTranslations("alerts.editor");
  if (body.kind === "BUDGET_STEP" || body.kind === "JOB_OUTLIER") return null;
  const usual = watchOf({ ...body, pendingForHours: null, keepFiringForHours: null, holdForDays: null });
  const hours = (field: "pendingForHours" | "keepFiringForHours") => () => (
    <InlineNumber
      label={t(`part.${field}`)}
      value={textOf(body[field])}
      unit="h"
      placeholder={String(usual[field])}
      onChange={(text) => onChange({ [field]: asCount(text) })}
    />
  );
  return (
    <section>
      <Title order={2} size="h4">
        {t("timing")}
      </Title>
      <div className={classes.small}>
        {t.rich("timingSay", { pending: hours("pendingForHours"), keep: hours("keepFiringForHours") })}
      </div>
      <div className={classes.small}>
        {t.rich("holdSay", {
          days: () => (
            <InlineNumber
              label={t("part.holdForDays")}
              value={textOf(body.holdForDays)}
              placeholder={String(usual.holdForDays)}
              error={errors.holdForDays}
              onChange={(text) => onChange({ holdForDays: asCount(text) })}
            />
          ),
        })}
      </div>
    </section>
  );
}

type Scope = (typeof SCOPES)[number];

/** Only some: codes of lists; empty means all. */
export function RuleFilter({ body, onChange, errors }: Props) {
  const t = useTranslations("alerts.editor");
  const scopes = filteredBy(body.kind);
  if (scopes.length === 0) return null;
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {t("only")}
      </Title>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        {scopes.map((scope) => (
          <CodesOf
            key={scope}
            scope={scope}
            value={body.filter[scope]}
            error={errors[`filter.${scope}`]}
            onChange={(codes) => onChange({ filter: { ...body.filter, [scope]: codes } })}
          />
        ))}
      </SimpleGrid>
    </section>
  );
}

type CodesProps = { scope: Scope; value: string[]; error: string | undefined; onChange: (codes: string[]) => void };

function CodesOf({ scope, value, error, onChange }: CodesProps) {
  const t = useTranslations("alerts.editor");
  const kpi = useTranslations("kpi.dimension");
  const { data } = useFilterOptions(scope, true);
  const options = (data ?? []).filter(({ code, archived }) => !archived || value.includes(code));
  return (
    <MultiSelect
      label={kpi(scope)}
      data={options.map(({ code, name }) => ({ value: code, label: name }))}
      value={value}
      error={error}
      onChange={onChange}
      {...(value.length === 0 ? { placeholder: t("all") } : {})}
      searchable
      clearable
      maxValues={50}
    />
  );
}

/** Whom to tell: roles and persons in the inbox and by mail as they wish, channels besides. */
export function RuleReaders({ body, onChange }: Props) {
  const t = useTranslations("alerts.editor");
  const role = useTranslations("shell.role");
  const channels = useQuery(channelsQuery());
  const readers = useQuery(readersQuery());
  const { recipients } = body;
  const known = <T extends string>(values: string[], all: readonly T[]) => all.filter((one) => values.includes(one));
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {t("readers")}
      </Title>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        <MultiSelect
          label={t("roles")}
          description={t("rolesHint")}
          data={ROLES.map((value) => ({ value, label: role(value) }))}
          value={recipients.roles}
          onChange={(roles) => onChange({ recipients: { ...recipients, roles: known(roles, ROLES) } })}
        />
        <MultiSelect
          label={t("channels")}
          description={t("channelsHint")}
          data={(channels.data?.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={recipients.channels}
          onChange={(ids) => onChange({ recipients: { ...recipients, channels: ids } })}
        />
        <MultiSelect
          label={t("members")}
          data={(readers.data?.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={recipients.members}
          onChange={(members) => onChange({ recipients: { ...recipients, members } })}
          searchable
        />
      </SimpleGrid>
    </section>
  );
}

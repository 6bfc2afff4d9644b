"use client";

import { Button, Group, Stack, Text, ThemeIcon, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTimeZone, useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Link } from "@/components/common/link";
import { useCan, useMe } from "@/components/common/me-context";
import { ErrorState, Loading } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import { useSend } from "@/components/common/use-send";
import { dayIn, monthStart } from "@/lib/core/period";
import { addFxRate, addPlanPeriod, fxRatesQuery, planPeriodsQuery, pricesQuery } from "@/lib/prices/queries";
import { missingRates } from "./missing-rates";
import { PerCredit, PlanEssentials, type PlanValues, planBody, planOfMonth } from "./plan-period-fields";
import { RateFields, type RateValues, rateBody } from "./rate-fields";
import { usePriceProblem } from "./use-price-problem";
import { usePricesRefresh, useWriteKey } from "./use-write";
import { WriteForm } from "./write-drawer";

/** The two questions that make every cost true, then the first job. For an organization that has no jobs yet. */
export function FirstSteps() {
  const t = useTranslations("prices.firstSteps");
  const format = useFormat();
  const me = useMe();
  const mayPrice = useCan("prices:write");
  const mayLog = useCan("jobs:log");
  const today = dayIn(useTimeZone() ?? "UTC", new Date());
  const periods = useQuery(planPeriodsQuery());
  const prices = useQuery(pricesQuery());
  const rates = useQuery(fxRatesQuery());
  const error = periods.error ?? prices.error ?? rates.error;
  if (error) return <ErrorState error={error} />;
  if (!periods.data || !prices.data || !rates.data) return <Loading rows={5} />;

  const [latest] = periods.data;
  const missing = missingRates(prices.data, rates.data, me.organization.currency, today);
  return (
    <Stack gap="lg" maw={720}>
      <Stack gap={4}>
        <Title order={2}>{t("title")}</Title>
        <Text size="sm" c="dimmed">
          {t("hint")}
        </Text>
      </Stack>
      <Step number={1} title={t("plan")} hint={t("planHint")} done={latest !== undefined}>
        {latest ? (
          <Text size="sm">
            {t("planDone", {
              name: latest.name,
              price: format.money(latest.pricePerCredit, { currency: latest.currency, full: true }),
              days: format.days(latest.firstDay, latest.lastDay),
            })}
          </Text>
        ) : null}
        {mayPrice ? (
          <Folded label={t(latest ? "planMore" : "planStart")} form={(close) => <PlanStep onDone={close} />} />
        ) : null}
      </Step>
      <Step number={2} title={t("rate")} hint={t("rateHint")} done={missing.length === 0}>
        <Text size="sm">
          {missing.length > 0
            ? t("rateMissing", { currencies: format.list(missing), own: me.organization.currency })
            : t("rateDone")}
        </Text>
        {mayPrice && missing.length > 0 ? (
          <Folded label={t("rateStart")} form={(close) => <RateStep currency={missing[0] ?? ""} onDone={close} />} />
        ) : null}
      </Step>
      <Step number={3} title={t("job")} hint={t("jobHint")} done={false}>
        {mayLog ? (
          <Group gap="sm">
            <Button component={Link} href="/jobs/new" {...(latest ? {} : { variant: "default" as const })}>
              {t("log")}
            </Button>
            <Button component={Link} href="/imports" variant="default">
              {t("import")}
            </Button>
          </Group>
        ) : null}
      </Step>
    </Stack>
  );
}

type StepProps = { number: number; title: string; hint: string; done: boolean; children: ReactNode };

function Step({ number, title, hint, done, children }: StepProps) {
  const t = useTranslations("prices.firstSteps");
  return (
    <Group align="flex-start" wrap="nowrap" gap="md" component="section">
      <ThemeIcon radius="xl" size={28} variant={done ? "filled" : "light"} aria-hidden>
        {done ? <IconCheck size={16} /> : <span>{number}</span>}
      </ThemeIcon>
      <Stack gap="xs" flex={1} miw={0}>
        <Title order={3}>
          {title}
          {done ? (
            <Text component="span" size="sm" c="dimmed">
              {" "}
              · {t("done")}
            </Text>
          ) : null}
        </Title>
        <Text size="sm" c="dimmed">
          {hint}
        </Text>
        {children}
      </Stack>
    </Group>
  );
}

/** A form that opens where it is asked for, and closes when it is done or not wanted. */
function Folded({ label, form }: { label: string; form: (close: () => void) => ReactNode }) {
  const [open, setOpen] = useState(false);
  if (open) return <>{form(() => setOpen(false))}</>;
  return (
    <div>
      <Button variant="light" onClick={() => setOpen(true)}>
        {label}
      </Button>
    </div>
  );
}

function PlanStep({ onDone }: { onDone: () => void }) {
  const { currency } = useMe().organization;
  const today = dayIn(useTimeZone() ?? "UTC", new Date());
  const form = useForm<PlanValues>({ initialValues: planOfMonth(today, currency) });
  const { busy, problem, send } = useSend(usePriceProblem(), form.setErrors);
  const keyFor = useWriteKey();
  const refresh = usePricesRefresh();
  const save = (values: PlanValues) => {
    const body = planBody(values);
    return send(
      () => addPlanPeriod(body, keyFor(body)),
      () => {
        onDone();
        void refresh();
      },
    );
  };
  return (
    <WriteForm busy={busy} problem={problem} onSubmit={form.onSubmit((values) => void save(values))} onCancel={onDone}>
      <PlanEssentials form={form} />
      <PerCredit values={form.values} />
    </WriteForm>
  );
}

function RateStep({ currency, onDone }: { currency: string; onDone: () => void }) {
  const today = dayIn(useTimeZone() ?? "UTC", new Date());
  const initialValues: RateValues = {
    ...{ currency, way: "direct", rate: "", firstDay: monthStart(today), source: "", note: "" },
  };
  const form = useForm<RateValues>({ initialValues });
  const { busy, problem, send } = useSend(usePriceProblem(), form.setErrors);
  const keyFor = useWriteKey();
  const refresh = usePricesRefresh();
  const save = (values: RateValues) => {
    const body = rateBody(values);
    return send(
      () => addFxRate(body, keyFor(body)),
      () => {
        onDone();
        void refresh();
      },
    );
  };
  return (
    <WriteForm busy={busy} problem={problem} onSubmit={form.onSubmit((values) => void save(values))} onCancel={onDone}>
      <RateFields form={form} />
    </WriteForm>
  );
}

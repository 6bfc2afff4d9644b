"use client";

import { Button, Group, Paper, Stack, Text, ThemeIcon, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTimeZone, useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { NotRenewed, NotYet } from "@/components/common/answered";
import { Link } from "@/components/common/link";
import { useCan, useMe } from "@/components/common/me-context";
import { Loading } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import { useSend } from "@/components/common/use-send";
import { everQuestion } from "@/components/overview/questions";
import { dayIn, monthStart } from "@/lib/core/period";
import { someKpisQueryOptions } from "@/lib/kpi/queries";
import { addFxRate, addPlanPeriod, fxRatesQuery, planPeriodsQuery, pricesQuery } from "@/lib/prices/queries";
import { missingRates } from "./missing-rates";
import { PerCredit, PlanEssentials, type PlanValues, planBody, planOfMonth } from "./plan-period-fields";
import { RateFields, type RateValues, rateBody } from "./rate-fields";
import { usePriceProblem } from "./use-price-problem";
import { usePricesRefresh, useWriteKey } from "./use-write";
import { WriteForm } from "./write-drawer";

/** What is true of an organization that begins. */
function useStanding() {
  const { currency } = useMe().organization;
  const today = dayIn(useTimeZone() ?? "UTC", new Date());
  const plans = useQuery(planPeriodsQuery());
  const prices = useQuery(pricesQuery());
  const rates = useQuery(fxRatesQuery());
  const ever = useQuery(someKpisQueryOptions(everQuestion(today)));
  const asked = [plans, prices, rates, ever];
  if (!plans.data || !prices.data || !rates.data || !ever.data) return { asked, standing: null };
  const missing = missingRates(prices.data, rates.data, currency, today);
  const { jobs = 0, images = 0, approved = 0, costPerApprovedImage: cost = null } = ever.data.total;
  return { asked, standing: { plan: plans.data[0] ?? null, missing, made: { jobs, images, approved, cost } } };
}
type Standing = NonNullable<ReturnType<typeof useStanding>["standing"]>;

/** What makes every cost true, then a job and a decision: the way to the first cost per approved image. */
export function FirstSteps() {
  const t = useTranslations("prices.firstSteps");
  const { asked, standing } = useStanding();
  return (
    <Paper withBorder p="lg" mb="md" component="section" aria-labelledby="first-steps">
      <Stack gap="lg" maw={720} mih={400}>
        <Stack gap={4}>
          <Title order={2} id="first-steps">
            {t("title")}
          </Title>
          <Text size="sm" c="dimmed">
            {t("hint")}
          </Text>
          <NotRenewed of={asked} />
        </Stack>
        {standing ? (
          <Steps {...standing} />
        ) : (
          <NotYet of={asked}>
            <Loading rows={5} />
          </NotYet>
        )}
      </Stack>
    </Paper>
  );
}

function Steps({ plan, missing, made }: Standing) {
  const t = useTranslations("prices.firstSteps");
  const done = { plan: plan !== null, rate: missing.length === 0, job: made.jobs > 0, decision: made.approved > 0 };
  return (
    <>
      <Text size="sm" fw={600} role="status">
        {t("progress", { done: Object.values(done).filter(Boolean).length, all: Object.keys(done).length })}
      </Text>
      <Plan plan={plan} />
      <Rate missing={missing} />
      <Job made={made} isNext={done.plan} />
      <Decision made={made} isNext={done.job} />
    </>
  );
}

function Plan({ plan }: Pick<Standing, "plan">) {
  const t = useTranslations("prices.firstSteps");
  const format = useFormat();
  const may = useCan("prices:write");
  return (
    <Step
      number={1}
      title={t("plan")}
      hint={t("planHint")}
      done={plan !== null}
      others={may ? null : t("others.price")}
    >
      {plan ? (
        <Text size="sm">
          {t("planDone", {
            name: plan.name,
            price: format.money(plan.pricePerCredit, { currency: plan.currency, full: true }),
            days: format.days(plan.firstDay, plan.lastDay),
          })}
        </Text>
      ) : null}
      {may ? <Folded label={t(plan ? "planMore" : "planStart")} form={(close) => <PlanStep onDone={close} />} /> : null}
    </Step>
  );
}

function Rate({ missing }: Pick<Standing, "missing">) {
  const t = useTranslations("prices.firstSteps");
  const format = useFormat();
  const own = useMe().organization.currency;
  const may = useCan("prices:write");
  const [first] = missing;
  return (
    <Step number={2} title={t("rate")} hint={t("rateHint")} done={!first} others={may ? null : t("others.price")}>
      <Text size="sm">{first ? t("rateMissing", { currencies: format.list(missing), own }) : t("rateDone")}</Text>
      {may && first ? (
        <Folded label={t("rateStart")} form={(close) => <RateStep currency={first} onDone={close} />} />
      ) : null}
    </Step>
  );
}

/** The step that comes next stands out. */
type MadeProps = Pick<Standing, "made"> & { isNext: boolean };
const variantOf = (isNext: boolean) => (isNext ? {} : ({ variant: "default" } as const));

function Job({ made: { jobs, images }, isNext }: MadeProps) {
  const t = useTranslations("prices.firstSteps");
  const may = useCan("jobs:log");
  return (
    <Step number={3} title={t("job")} hint={t("jobHint")} done={jobs > 0} others={may ? null : t("others.log")}>
      {jobs > 0 ? <Text size="sm">{t("jobDone", { jobs, images })}</Text> : null}
      {may && jobs === 0 ? (
        <Group gap="sm">
          <Button component={Link} href="/jobs/new" {...variantOf(isNext)}>
            {t("log")}
          </Button>
          <Button component={Link} href="/imports" variant="default">
            {t("import")}
          </Button>
        </Group>
      ) : null}
    </Step>
  );
}

function Decision({ made: { approved, cost }, isNext }: MadeProps) {
  const t = useTranslations("prices.firstSteps");
  const format = useFormat();
  const may = useCan("reviews:decide");
  const hint = t("decisionHint");
  return (
    <Step number={4} title={t("decision")} hint={hint} done={approved > 0} others={may ? null : t("others.decide")}>
      {cost ? <Text size="sm">{t("decisionDone", { cost: format.money(cost) })}</Text> : null}
      {may && approved === 0 ? (
        <div>
          <Button component={Link} href="/review" {...variantOf(isNext)}>
            {t("decide")}
          </Button>
        </div>
      ) : null}
    </Step>
  );
}

type StepProps = {
  number: number;
  title: string;
  hint: string;
  done: boolean;
  /** Who does it, where this person may not. */
  others: string | null;
  children: ReactNode;
};

function Step({ number, title, hint, done, others, children }: StepProps) {
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
        {done ? null : (
          <Text size="sm" c="dimmed">
            {[hint, others].filter(Boolean).join(" ")}
          </Text>
        )}
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

"use client";

import { SegmentedControl, Select, Stack, Switch, TagsInput, Text, Textarea } from "@mantine/core";
import { type UseFormReturnType, useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { useTimeZone, useTranslations } from "next-intl";
import { useRef } from "react";
import { AmountInput } from "@/components/common/amount-input";
import { useMe } from "@/components/common/me-context";
import { notifyDone } from "@/components/common/notify";
import { useFormat } from "@/components/common/use-format";
import { useSend } from "@/components/common/use-send";
import { CodeSelect } from "@/components/lists/code-select";
import { DayField } from "@/components/lists/day-field";
import { textField } from "@/components/prices/text-field";
import { useWriteKey } from "@/components/prices/use-write";
import { WriteDrawer, WriteForm } from "@/components/prices/write-drawer";
import { addBudget, budgetsKey, finishBudget } from "@/lib/budgets/queries";
import { isPeriodEdge, periodWith } from "@/lib/budgets/rules/periods";
import {
  BUDGET_PERIODS,
  BUDGET_SCOPES,
  BUDGET_UNITS,
  type Budget,
  type BudgetPeriod,
  type BudgetUnit,
  DEFAULT_STEPS,
} from "@/lib/budgets/schema";
import { addDays, dayIn } from "@/lib/core/period";
import { useBudgetProblem } from "./use-budget-problem";

type Place = Pick<Budget, "scope" | "code">;
/** `of`: whose budget it is going to be, where the page says so. */
export type BudgetFormOpen = { mode: "set"; like: Budget | null; of?: Place } | { mode: "end"; budget: Budget };

type Values = {
  scope: Budget["scope"];
  code: string;
  unit: BudgetUnit;
  provider: string;
  period: BudgetPeriod;
  amount: string;
  rollOver: boolean;
  steps: string[];
  firstDay: string;
  lastDay: string;
  note: string;
};

type Calendar = { today: string; fiscalYearStart: number };

/** The period of today for the first budget; the next one where a budget is in force. */
function firstDayFor(like: Budget | null, period: BudgetPeriod, { today, fiscalYearStart }: Calendar): string {
  if (period === "range") return today;
  const now = periodWith({ period, firstDay: today, lastDay: null }, today, fiscalYearStart);
  return like && like.firstDay < now.from ? addDays(now.to, 1) : now.from;
}

const valuesOf = (like: Budget | null, { scope, code }: Place, calendar: Calendar): Values => ({
  ...{ scope, code, unit: like?.unit ?? "MONEY" },
  ...{ provider: like?.provider ?? "", period: like?.period ?? "month", amount: "" },
  ...{ rollOver: like?.rollOver ?? false, steps: (like?.steps ?? DEFAULT_STEPS).map(String) },
  ...{ firstDay: firstDayFor(like, like?.period ?? "month", calendar), lastDay: "", note: "" },
});

/** The form as the API takes it. */
const bodyOf = ({ scope, code, provider, steps, lastDay, note, rollOver, ...rest }: Values) => ({
  ...rest,
  [scope]: code,
  ...(rest.unit === "CREDITS" ? { provider } : {}),
  rollOver: rest.period !== "range" && rollOver,
  steps: steps.map(Number),
  lastDay: lastDay || null,
  note: note.trim() || null,
});

/** Errors of the API's fields, on the fields of the form. */
const onFields = ({ costCenter, campaign, ...rest }: Record<string, string>) => ({
  ...rest,
  ...(costCenter || campaign ? { code: costCenter ?? campaign ?? "" } : {}),
});

type Props = { open: BudgetFormOpen | null; onClose: () => void };

export function BudgetForm({ open, onClose }: Props) {
  const t = useTranslations("budgets");
  const dirty = useRef<() => boolean>(() => false);
  return (
    <WriteDrawer
      opened={open !== null}
      title={open?.mode === "end" ? t("end") : t("form.title")}
      dirty={() => dirty.current()}
      onClose={onClose}
    >
      {open ? (
        <Body
          open={open}
          onClose={onClose}
          watch={(isDirty) => {
            dirty.current = isDirty;
          }}
        />
      ) : null}
    </WriteDrawer>
  );
}

type BodyProps = { open: BudgetFormOpen; onClose: () => void; watch: (isDirty: () => boolean) => void };

function Body({ open, onClose, watch }: BodyProps) {
  const t = useTranslations("budgets");
  const format = useFormat();
  const client = useQueryClient();
  const problems = useBudgetProblem();
  const { fiscalYearStart } = useMe().organization;
  const calendar = { today: dayIn(useTimeZone() ?? "UTC", new Date()), fiscalYearStart };
  const like = open.mode === "set" ? open.like : open.budget;
  const of = (open.mode === "set" ? open.of : null) ?? like ?? { scope: "costCenter" as const, code: "" };
  const form = useForm<Values>({ initialValues: valuesOf(like, of, calendar) });
  const keyFor = useWriteKey();
  watch(() => form.isDirty());

  const { busy, problem, send } = useSend(problems, (errors) => form.setErrors(onFields(errors)));

  const write = async (values: Values): Promise<string> => {
    if (open.mode === "end") {
      await finishBudget(open.budget.id, values.lastDay);
      return t("ended", { day: format.day(values.lastDay) });
    }
    const body = bodyOf(values);
    const { previousEnds } = await addBudget(body, keyFor(body));
    return previousEnds ? t("savedAndEnded", { day: format.day(previousEnds) }) : t("saved");
  };
  const done = (message: string) => {
    notifyDone(message);
    onClose();
    void client.invalidateQueries({ queryKey: budgetsKey });
  };
  const save = (values: Values) => send(() => write(values), done);

  return (
    <WriteForm busy={busy} problem={problem} onSubmit={form.onSubmit((values) => void save(values))} onCancel={onClose}>
      {open.mode === "end" ? (
        <>
          <Text size="sm">{t("form.endHint")}</Text>
          <DayField
            label={t("form.lastDay")}
            required
            excludeDate={(day) => !isPeriodEdge("to", open.budget.period, day, fiscalYearStart)}
            {...textField(form, "lastDay")}
          />
        </>
      ) : (
        <Fields form={form} like={like} calendar={calendar} />
      )}
    </WriteForm>
  );
}

type FieldsProps = { form: UseFormReturnType<Values>; like: Budget | null; calendar: Calendar };

function Fields({ form, like, calendar }: FieldsProps) {
  const t = useTranslations("budgets");
  const { scope, unit, period } = form.values;
  const isEdge = (edge: "from" | "to", day: string) => isPeriodEdge(edge, period, day, calendar.fiscalYearStart);
  return (
    <>
      <Stack gap={4}>
        <Text size="sm" fw={500} id="budget-scope">
          {t("form.of")}
        </Text>
        <SegmentedControl
          aria-labelledby="budget-scope"
          data={BUDGET_SCOPES.map((value) => ({ value, label: t(`scopeOne.${value}`) }))}
          value={scope}
          onChange={(value) => form.setValues({ scope: value, code: "" })}
        />
      </Stack>
      <CodeSelect
        list={scope === "costCenter" ? "cost-centers" : "campaigns"}
        label={t(`form.${scope}`)}
        required
        without={["unassigned"]}
        {...textField(form, "code")}
      />
      <Select
        label={t("form.unit")}
        data={BUDGET_UNITS.map((value) => ({ value, label: t(`unit.${value}`) }))}
        allowDeselect={false}
        {...form.getInputProps("unit")}
      />
      {unit === "CREDITS" ? (
        <CodeSelect list="providers" label={t("form.provider")} required {...textField(form, "provider")} />
      ) : null}
      <Select
        label={t("form.period")}
        data={BUDGET_PERIODS.map((value) => ({ value, label: t(`period.${value}`) }))}
        allowDeselect={false}
        value={period}
        onChange={(value) => {
          const chosen = BUDGET_PERIODS.find((one) => one === value) ?? "month";
          form.setValues({ period: chosen, firstDay: firstDayFor(like, chosen, calendar), lastDay: "" });
        }}
      />
      <AmountInput
        label={t(period === "range" ? "form.amountOnce" : "form.amount")}
        required
        {...textField(form, "amount")}
      />
      <DayField
        label={t("form.firstDay")}
        description={period === "range" ? undefined : t("form.firstDayHint")}
        required
        excludeDate={(day) => !isEdge("from", day)}
        {...textField(form, "firstDay")}
      />
      <DayField
        label={t("form.lastDay")}
        description={period === "range" ? undefined : t("form.lastDayHint")}
        required={period === "range"}
        excludeDate={(day) => !isEdge("to", day)}
        {...textField(form, "lastDay")}
      />
      {period === "range" ? null : (
        <Switch
          label={t("form.rollOver")}
          description={t("form.rollOverHint")}
          {...form.getInputProps("rollOver", { type: "checkbox" })}
        />
      )}
      <TagsInput
        label={t("form.steps")}
        description={t("form.stepsHint")}
        placeholder={t("form.addStep")}
        {...form.getInputProps("steps")}
      />
      <Textarea label={t("form.note")} autosize minRows={2} {...form.getInputProps("note")} />
    </>
  );
}

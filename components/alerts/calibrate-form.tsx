"use client";

import { Button, Checkbox, Group, Alert as Notice, Select, Stack, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { notifyDone } from "@/components/common/notify";
import { useFormat } from "@/components/common/use-format";
import { useToday } from "@/components/filters/use-kpi-filter";
import { CodeSelect } from "@/components/lists/code-select";
import { DayField } from "@/components/lists/day-field";
import { useWriteKey } from "@/components/prices/use-write";
import { alertsKey, postCalibration } from "@/lib/alerts/queries";
import type { Metric } from "@/lib/alerts/rules/figures";
import { CALIBRATED_SCOPES } from "@/lib/alerts/rules/scopes";
import type { Calibration } from "@/lib/alerts/schema/calibration";
import type { Days } from "@/lib/core/period";
import { targetsKey } from "@/lib/targets/queries";
import type { TargetPlace } from "@/lib/targets/rules";
import classes from "./alerts.module.css";
import own from "./calibrate.module.css";
import { CalibrateLine, type Edited } from "./calibrate-line";
import { useAlertSend } from "./use-alert-problem";
import { useAlertWords } from "./use-alert-words";

type Scope = (typeof CALIBRATED_SCOPES)[number];
type Pilot = { campaign: string; from?: string; to?: string };
type Props = { pilot: Pilot; calibration: Calibration; days: Days };

/** One campaign's whole cost says little of the next one's: it is proposed, and left to be chosen. */
const beginWith = ({ metric, target, warning, critical }: Calibration["proposals"][number]): Edited => ({
  isChosen: target !== null && metric !== "costPerCampaign",
  ...{ target, warning, critical },
});

const LIST = { costCenter: "cost-centers", campaign: "campaigns" } as const;

export function CalibrateForm({ pilot, calibration, days }: Props) {
  const t = useTranslations("alerts.calibrate");
  const today = useToday();
  const router = useRouter();
  const client = useQueryClient();
  const keyFor = useWriteKey();
  const bodyOf = useBody(pilot, calibration, days);
  const { busy, errors, problem, send } = useAlertSend();
  const [edited, setEdited] = useState(() => new Map(calibration.proposals.map((one) => [one.metric, beginWith(one)])));
  const [place, setPlace] = useState<{ scope: Scope; code: string }>({ scope: "organization", code: "" });
  const [firstDay, setFirstDay] = useState(today);
  const [isFrozen, setIsFrozen] = useState(false);
  const body = bodyOf(edited, { ...place, firstDay, frozen: isFrozen });
  const counts = {
    targets: body.lines.filter(({ target }) => target !== null).length,
    rules: body.lines.filter(({ warning, critical }) => warning !== null || critical !== null).length,
  };
  const save = () =>
    send(
      () => postCalibration(body, keyFor(body)),
      ({ targets, rules }) => {
        notifyDone(t("done", { targets: targets.length, rules: rules.length }));
        void client.invalidateQueries({ queryKey: alertsKey });
        void client.invalidateQueries({ queryKey: targetsKey });
        router.push("/targets" as Route);
      },
    );
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Stack>
        <section className={classes.panel} aria-labelledby="calibrate-for">
          <Title order={2} size="h4" mb="sm" id="calibrate-for">
            {t("applies")}
          </Title>
          <Stack gap="sm">
            <Group grow align="flex-start" preventGrowOverflow={false} className={own.fields}>
              <PlaceFields place={place} error={errors.code} onChange={setPlace} />
              <DayField label={t("firstDay")} required minDate={today} value={firstDay} onChange={setFirstDay} />
            </Group>
            <Checkbox
              label={t("frozen")}
              description={t("frozenHint")}
              checked={isFrozen}
              onChange={({ currentTarget }) => setIsFrozen(currentTarget.checked)}
            />
          </Stack>
        </section>
        <section className={classes.panel} aria-labelledby="calibrate-lines">
          <Title order={2} size="h4" mb="sm" id="calibrate-lines">
            {t("lines")}
          </Title>
          <ul className={own.lines}>
            {calibration.proposals.map((proposal) => (
              <CalibrateLine
                key={proposal.metric}
                proposal={proposal}
                edited={edited.get(proposal.metric) ?? beginWith(proposal)}
                place={place.scope === "organization" ? { scope: "organization" } : (place as TargetPlace)}
                firstDay={firstDay}
                errors={errorsOf(errors, body.lines, proposal.metric)}
                onChange={(next) => setEdited((before) => new Map([...before, [proposal.metric, next]]))}
              />
            ))}
          </ul>
        </section>
        {problem ? (
          <Notice color="red" variant="light" role="alert">
            {problem}
          </Notice>
        ) : null}
        <Group justify="flex-end">
          <Button type="submit" loading={busy} disabled={body.lines.length === 0}>
            {t(saveLabel(counts), counts)}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function saveLabel({ targets, rules }: { targets: number; rules: number }) {
  if (targets > 0) return rules > 0 ? "saveBoth" : "saveTargets";
  return rules > 0 ? "saveRules" : "saveNothing";
}

type Chosen = { scope: Scope; code: string; firstDay: string; frozen: boolean };

/** What is sent: the chosen figures, each with the name of its rule. */
function useBody(pilot: Pilot, { campaign, proposals }: Calibration, days: Days) {
  const t = useTranslations("alerts.calibrate");
  const words = useAlertWords();
  const format = useFormat();
  return (edited: ReadonlyMap<Metric, Edited>, { scope, code, firstDay, frozen }: Chosen) => ({
    ...pilot,
    ...{ scope, firstDay, frozen, ...(scope === "organization" ? {} : { code }) },
    note: t("noted", { campaign: campaign.name, days: format.days(days.from, days.to) }),
    lines: proposals.flatMap(({ metric }) => {
      const { isChosen = false, ...line } = edited.get(metric) ?? {};
      const figure = words.figure({ kind: "KPI_THRESHOLD", metric, measure: null });
      const name = t("ruleName", { figure, campaign: campaign.name });
      return isChosen ? [{ target: null, warning: null, critical: null, ...line, metric, name }] : [];
    }),
  });
}

/** Of one line, by field. */
function errorsOf(errors: Readonly<Record<string, string>>, lines: readonly { metric: Metric }[], metric: Metric) {
  const start = `lines.${lines.findIndex((line) => line.metric === metric)}.`;
  const own = Object.entries(errors).filter(([path]) => path.startsWith(start));
  return Object.fromEntries(own.map(([path, said]) => [path.slice(start.length), said]));
}

type PlaceProps = {
  place: { scope: Scope; code: string };
  error: string | undefined;
  onChange: (place: PlaceProps["place"]) => void;
};

function PlaceFields({ place, error, onChange }: PlaceProps) {
  const t = useTranslations("alerts.calibrate");
  const words = useTranslations("targets.scope");
  const { scope, code } = place;
  return (
    <>
      <Select
        label={t("scope")}
        allowDeselect={false}
        data={CALIBRATED_SCOPES.map((value) => ({ value, label: words(value) }))}
        value={scope}
        onChange={(next) => {
          const known = CALIBRATED_SCOPES.find((one) => one === next);
          if (known) onChange({ scope: known, code: "" });
        }}
      />
      {scope === "organization" ? null : (
        <CodeSelect
          list={LIST[scope]}
          label={words(scope)}
          required
          without={["unassigned"]}
          value={code}
          error={error}
          onChange={(next) => onChange({ scope, code: next })}
        />
      )}
    </>
  );
}

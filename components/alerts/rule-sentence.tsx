"use client";

import { useTranslations } from "next-intl";
import { useMe } from "@/components/common/me-context";
import { isLowerWorse, METRICS } from "@/lib/alerts/rules/figures";
import { lengthOfWindow, unitOf } from "@/lib/alerts/rules/rule";
import { BALANCE_MEASURES, QUALITY_MEASURES } from "@/lib/alerts/rules/special";
import { GROUPINGS, type RuleBody } from "@/lib/alerts/schema";
import classes from "./editor.module.css";
import { Choice, InlineNumber } from "./inline";

type Change = (next: Partial<RuleBody>) => void;
type Props = { body: RuleBody; onChange: Change; isKnown: boolean; errors: Readonly<Record<string, string>> };

const asCount = (text: string | null) => (text === null || !/^\d+$/.test(text) ? null : Number(text));

/** The rule as a sentence whose parts are controls; every language has its own order of words. */
export function RuleSentence(props: Props) {
  const t = useTranslations("alerts.editor");
  const { body } = props;
  const isLower = body.kind === "KPI_THRESHOLD" && body.metric !== null && isLowerWorse(body.metric);
  return (
    <div className={classes.sentence}>
      {t.rich(`say.${isLower ? "KPI_BELOW" : body.kind}`, {
        metric: () => <MetricPart {...props} />,
        measure: () => <MeasurePart {...props} />,
        group: () => <GroupPart {...props} />,
        warning: () => <WarningPart {...props} />,
        critical: () => <LinePart {...props} field="critical" />,
        days: () => <DaysPart {...props} />,
      })}
    </div>
  );
}

function MetricPart({ body, onChange }: Props) {
  const t = useTranslations("alerts");
  return (
    <Choice
      label={t("editor.part.metric")}
      value={body.metric ?? "costPerApprovedImage"}
      options={METRICS.map((value) => ({ value, label: t(`message.figure.${value}`) }))}
      // Another figure is another measure: lines and guards of the one before mean nothing there.
      onChange={(metric) =>
        onChange({
          ...{ metric, warning: null, critical: null, minSample: null, minDecided: null, minCoverage: null },
          ...(metric === "costPerCampaign" ? { groupBy: "campaign" } : {}),
        })
      }
    />
  );
}

function MeasurePart({ body, onChange }: Props) {
  const t = useTranslations("alerts");
  const measures = body.kind === "BALANCE_LOW" ? BALANCE_MEASURES : QUALITY_MEASURES;
  return (
    <Choice
      label={t("editor.part.measure")}
      value={body.measure ?? measures[0]}
      options={measures.map((value) => ({ value, label: t(`message.figure.${value}`) }))}
      onChange={(measure) => onChange({ measure, warning: null, critical: null })}
    />
  );
}

function GroupPart({ body, onChange, isKnown }: Props) {
  const t = useTranslations("alerts");
  return (
    <Choice
      label={t("editor.part.group")}
      value={body.groupBy}
      disabled={isKnown || body.metric === "costPerCampaign"}
      options={GROUPINGS.map((value) => ({ value, label: t(`sentence.of.${value}`) }))}
      onChange={(groupBy) => onChange({ groupBy })}
    />
  );
}

/** A number of its own, or the target of each scope. */
function WarningPart(props: Props) {
  const t = useTranslations("alerts.editor");
  const { body, onChange } = props;
  if (body.kind !== "KPI_THRESHOLD") return <LinePart {...props} field="warning" />;
  return (
    <>
      <Choice
        label={t("part.line")}
        value={body.target ? "target" : "value"}
        options={(["value", "target"] as const).map((value) => ({ value, label: t(`line.${value}`) }))}
        onChange={(line) => onChange({ target: line === "target", warning: null })}
      />
      {body.target ? null : <LinePart {...props} field="warning" />}
    </>
  );
}

function LinePart({ body, onChange, errors, field }: Props & { field: "warning" | "critical" }) {
  const t = useTranslations("alerts.editor");
  const { currency } = useMe().organization;
  const unit = unitOf(body);
  const units = { money: currency, share: "%", ratio: "×", count: undefined };
  return (
    <InlineNumber
      label={t(`part.${field}`)}
      value={body[field]}
      isShare={unit === "share"}
      unit={units[unit]}
      placeholder={field === "critical" ? t("none") : undefined}
      error={errors[field]}
      onChange={(value) => onChange({ [field]: value })}
    />
  );
}

function DaysPart({ body, onChange, errors }: Props) {
  const t = useTranslations("alerts.editor");
  return (
    <InlineNumber
      label={t("part.days")}
      value={body.windowDays === null ? null : String(body.windowDays)}
      placeholder={String(lengthOfWindow({ ...body, windowDays: null }))}
      error={errors.windowDays}
      onChange={(text) => onChange({ windowDays: asCount(text) })}
    />
  );
}

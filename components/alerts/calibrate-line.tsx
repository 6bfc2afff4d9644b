"use client";

import { Checkbox } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useMe } from "@/components/common/me-context";
import { useFormat } from "@/components/common/use-format";
import { unitOf } from "@/lib/alerts/rules/rule";
import type { Calibration } from "@/lib/alerts/schema/calibration";
import { targetsQuery } from "@/lib/targets/queries";
import { type TargetPlace, targetOn } from "@/lib/targets/rules";
import own from "./calibrate.module.css";
import { InlineNumber } from "./inline";
import { useAlertWords } from "./use-alert-words";

export type Edited = {
  isChosen: boolean;
  target: string | null;
  warning: string | null;
  critical: string | null;
};
type Proposal = Calibration["proposals"][number];
type Props = {
  proposal: Proposal;
  edited: Edited;
  place: TargetPlace;
  firstDay: string;
  errors: Readonly<Record<string, string>>;
  onChange: (edited: Edited) => void;
};

const ruleFor = ({ metric }: Proposal) => ({ kind: "KPI_THRESHOLD" as const, metric, measure: null });
/** From so many weeks on the pilot itself says how much room there is. */
const WEEKS_SAY = 4;

/** One figure: what the pilot had, and what is made of it. */
export function CalibrateLine(props: Props) {
  const { proposal, edited, errors, onChange } = props;
  const t = useTranslations("alerts.calibrate");
  const words = useAlertWords();
  const { currency } = useMe().organization;
  const rule = ruleFor(proposal);
  const isShare = unitOf(rule) === "share";
  return (
    <li className={own.line} data-off={edited.isChosen ? undefined : ""}>
      <Checkbox
        label={words.figure(rule)}
        description={<Seen proposal={proposal} />}
        classNames={{ label: own.strong }}
        checked={edited.isChosen}
        onChange={({ currentTarget }) => onChange({ ...edited, isChosen: currentTarget.checked })}
      />
      {edited.isChosen ? (
        <fieldset className={own.numbers} aria-label={words.figure(rule)}>
          {(["target", "warning", "critical"] as const).map((field) => (
            <InlineNumber
              key={field}
              isField
              label={t(field)}
              value={edited[field]}
              isShare={isShare}
              unit={isShare ? "%" : currency}
              placeholder={t("without")}
              error={errors[field]}
              onChange={(value) => onChange({ ...edited, [field]: value })}
            />
          ))}
          <Current {...props} />
        </fieldset>
      ) : null}
    </li>
  );
}

function Seen({ proposal }: { proposal: Proposal }) {
  const t = useTranslations("alerts");
  const words = useAlertWords();
  const format = useFormat();
  const { sample, target, weeks, room } = proposal;
  const rule = ruleFor(proposal);
  if (target === null) return t(`guard.${sample.guard ?? "NO_VALUE"}`);
  const value = words.value(rule, sample.value);
  const of = t("calibrate.value", { value, parts: words.parts(rule, sample) ?? value });
  const asked = { weeks, room: format.percent(room, 0) };
  const isOnce = proposal.metric === "costPerCampaign";
  return `${of}; ${t(`calibrate.${isOnce ? "roomOnce" : weeks < WEEKS_SAY ? "roomUsual" : "roomWeeks"}`, asked)}`;
}

/** What is in force there until then. */
function Current({ proposal, place, firstDay }: Props) {
  const t = useTranslations("alerts.calibrate");
  const words = useAlertWords();
  const { data } = useQuery(targetsQuery());
  const found = targetOn(data?.data ?? [], proposal.metric, place, firstDay);
  if (!found) return null;
  const value = words.value(ruleFor(proposal), found.value);
  return <p className={own.current}>{t(found.frozen ? "currentFrozen" : "current", { value })}</p>;
}

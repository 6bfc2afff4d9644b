"use client";

import { Table, Text, VisuallyHidden } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useFormat } from "@/components/common/use-format";
import { useReason } from "@/components/kpi/use-reason";
import type { KpiAnswer } from "@/lib/kpi/schema";
import { targetGap } from "@/lib/targets/rules";
import type { TargetMetric, TargetScope } from "@/lib/targets/schema";
import type { Opened } from "./opened";
import { StateMark } from "./state-mark";
import { TargetMenu } from "./target-menu";
import { type Measured, measured, stateOf, type TargetGroup } from "./targets";
import classes from "./targets.module.css";
import { useTargetWords } from "./use-target-words";

type Answers = ReadonlyMap<TargetScope, KpiAnswer | undefined>;
type Open = (opened: Opened) => void;

/** The targets of one figure: what should be, what is, and how they stand. */
export function TargetTable(props: { groups: readonly TargetGroup[]; answers: Answers; onOpen: Open; label: string }) {
  const t = useTranslations("targets.column");
  const { groups, answers, onOpen, label } = props;
  return (
    <div className={classes.frame}>
      <Table verticalSpacing="xs" highlightOnHover className={classes.table} aria-labelledby={label}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("for")}</Table.Th>
            <Table.Th ta="right">{t("target")}</Table.Th>
            <Table.Th ta="right">{t("now")}</Table.Th>
            <Table.Th>{t("state")}</Table.Th>
            <Table.Th>{t("valid")}</Table.Th>
            <Table.Th>
              <VisuallyHidden>{t("actions")}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {groups.map((group) => (
            <Row key={group.key} group={group} answer={answers.get(group.scope)} onOpen={onOpen} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Row({ group, answer, onOpen }: { group: TargetGroup; answer: KpiAnswer | undefined; onOpen: Open }) {
  const t = useTranslations("targets");
  const words = useTargetWords();
  const format = useFormat();
  const { metric, scope, code, shown, when } = group;
  const figure = measured(answer, group);
  const gap = when === "now" && figure?.value ? targetGap(figure.value, shown.value) : null;
  const place = words.place(scope, shown.name, code);
  return (
    <Table.Tr>
      <Table.Td>
        <Text size="sm" fw={600}>
          {place}
        </Text>
        {scope === "organization" ? null : (
          <span className={classes.quiet}>
            {t(`scope.${scope}`)} · {code}
            {shown.mergedFrom ? ` · ${t("mergedFrom", { code: shown.mergedFrom })}` : ""}
          </span>
        )}
      </Table.Td>
      <Table.Td className={classes.figure} data-label={t("column.target")}>
        <span className={classes.value}>{words.value(metric, shown.value)}</span>
        {shown.baseline ? (
          <div className={classes.quiet}>{t("baselineWas", { value: words.value(metric, shown.baseline.value) })}</div>
        ) : null}
      </Table.Td>
      <Table.Td className={classes.figure} data-label={t("column.now")}>
        <Measure metric={metric} figure={figure} />
      </Table.Td>
      <Table.Td data-label={t("column.state")}>
        <StateMark
          state={stateOf(group, figure)}
          gap={
            gap === null
              ? null
              : t(gap.startsWith("-") ? "below" : "above", { gap: format.percent(gap.replace("-", "")) })
          }
        />
      </Table.Td>
      <Table.Td data-label={t("column.valid")}>
        <Text size="sm">{words.days(shown.firstDay, shown.lastDay)}</Text>
        {when === "now" ? null : <div className={classes.quiet}>{t(`when.${when}`)}</div>}
        {shown.frozen ? (
          <span className={classes.frozen}>
            <IconLock size={13} aria-hidden /> {t("frozen")}
          </span>
        ) : null}
      </Table.Td>
      <Table.Td data-menu>
        <TargetMenu group={group} name={place} onOpen={onOpen} />
      </Table.Td>
    </Table.Tr>
  );
}

function Measure({ metric, figure }: { metric: TargetMetric; figure: Measured | null }) {
  const t = useTranslations("kpi");
  const words = useTargetWords();
  const reason = useReason();
  if (!figure) return <span className={classes.quiet}>…</span>;
  if (figure.value !== null)
    return (
      <>
        {figure.lowerBound ? <span className={classes.quiet}>{t("atLeast")} </span> : null}
        <span className={classes.value}>{words.value(metric, figure.value)}</span>
      </>
    );
  return (
    <div className={`${classes.quiet} ${classes.reason}`}>
      {figure.row ? reason(figure.reason ?? "NOT_APPLICABLE", figure.row) : t("reason.NO_JOBS")}
    </div>
  );
}

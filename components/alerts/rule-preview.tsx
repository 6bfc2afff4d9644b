"use client";

import { Skeleton, Stack, Text, UnstyledButton } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFormat } from "@/components/common/use-format";
import { firingDays, toPreviewCourse } from "@/lib/alerts/chart";
import { previewQuery } from "@/lib/alerts/queries";
import { limitsOf } from "@/lib/alerts/rules/rule";
import { type RuleBody, ruleInput } from "@/lib/alerts/schema";
import type { Preview } from "@/lib/alerts/schema/preview";
import classes from "./alerts.module.css";
import { CourseChart } from "./course-chart";
import editor from "./editor.module.css";
import { useAlertProblem } from "./use-alert-problem";
import { useAlertWords } from "./use-alert-words";

const LATER_MS = 500;
const HAS_PAST = new Set(["KPI_THRESHOLD", "DAY_ANOMALY", "NO_APPROVAL", "DATA_QUALITY"]);

/** What the rule says now and would have said, before it is saved. */
export function RulePreview({ body }: { body: RuleBody }) {
  const t = useTranslations("alerts.preview");
  const { say } = useAlertProblem();
  const named = { ...body, name: body.name.trim() || "–" };
  const [asked] = useDebouncedValue(named, LATER_MS);
  const isWhole = ruleInput.safeParse({ ...asked, note: null }).success;
  const { data, error, isPlaceholderData } = useQuery(previewQuery(isWhole ? asked : null));
  return (
    <section className={classes.panel} aria-label={t("title")}>
      {isWhole ? null : <Text c="dimmed">{t("notYet")}</Text>}
      {isWhole && error ? <Text c="red.8">{say(error)}</Text> : null}
      {isWhole && !data && !error ? <Skeleton height={380} /> : null}
      {isWhole && data ? <Content preview={data} body={asked} isOld={isPlaceholderData} /> : null}
    </section>
  );
}

function Content({ preview, body, isOld }: { preview: Preview; body: RuleBody; isOld: boolean }) {
  const t = useTranslations("alerts.preview");
  const words = useAlertWords();
  const format = useFormat();
  const [chosen, setChosen] = useState<string | null>(null);
  const { scopes, fired, hours, more, from, to } = preview;
  if (body.kind === "JOB_OUTLIER") return <Text>{t("outlier")}</Text>;
  if (scopes.length === 0) return <Text>{t("nothing")}</Text>;
  const hasPast = HAS_PAST.has(body.kind);
  const shown = scopes.find((scope) => idOf(scope) === chosen) ?? scopes[0];
  return (
    <Stack gap="md" aria-busy={isOld}>
      <p className={editor.headline} aria-live="polite">
        {hasPast
          ? t("would", { count: fired, hours: format.count(hours) })
          : t("wouldNow", { count: fired, all: scopes.length + more })}
      </p>
      {shown && hasPast ? (
        <CourseChart
          id="rule-preview"
          rule={body}
          scopeName={words.scope({ key: shown.key, name: shown.name, step: 0 })}
          course={toPreviewCourse(shown.points, { from, to }, limitsOf(body, 0, shown.now))}
          shades={firingDays(shown.points).map((days) => ({ ...days, label: t("firing"), tone: "near" as const }))}
          subtitle={t("subtitle")}
          isOld={isOld}
          height={220}
        />
      ) : null}
      <ul className={editor.scopes}>
        {scopes.map((scope) => (
          <ScopeLine
            key={idOf(scope)}
            scope={scope}
            body={body}
            isChosen={scope === shown && hasPast}
            hasPast={hasPast}
            onChoose={() => setChosen(idOf(scope))}
          />
        ))}
      </ul>
      {more > 0 ? <Text size="sm">{t("more", { count: more })}</Text> : null}
    </Stack>
  );
}

const idOf = ({ key, step }: Preview["scopes"][number]) => `${step} ${key}`;

type LineProps = {
  scope: Preview["scopes"][number];
  body: RuleBody;
  isChosen: boolean;
  hasPast: boolean;
  onChoose: () => void;
};

function ScopeLine({ scope, body, isChosen, hasPast, onChoose }: LineProps) {
  const t = useTranslations("alerts");
  const words = useAlertWords();
  const { key, name, step, now, fired, hours } = scope;
  const why = now.guard ? t(`guard.${now.guard}`) : "–";
  return (
    <li>
      <UnstyledButton className={editor.scope} aria-pressed={isChosen} onClick={onChoose}>
        <span>{words.scope({ key, name, step })}</span>
        <span>{now.status === "OK" ? t("preview.now", { value: words.value(body, now.value) }) : why}</span>
        <span className={classes.quiet}>
          {hasPast
            ? t("preview.times", { count: fired, hours })
            : fired > 0
              ? t("preview.reached")
              : t("preview.below")}
        </span>
      </UnstyledButton>
    </li>
  );
}

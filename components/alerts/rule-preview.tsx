"use client";

import { Skeleton, Stack, Text, UnstyledButton } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Asked } from "@/components/common/answered";
import { Link } from "@/components/common/link";
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

/** What the rule says now and would have said, before it is saved. */
export function RulePreview({ body }: { body: RuleBody }) {
  const t = useTranslations("alerts.preview");
  const { say } = useAlertProblem();
  const named = { ...body, name: body.name.trim() || "–" };
  const [asked] = useDebouncedValue(named, LATER_MS);
  const isWhole = ruleInput.safeParse({ ...asked, note: null }).success;
  const preview = useQuery(previewQuery(isWhole ? asked : null));
  const { data, error } = preview;
  return (
    <section className={classes.panel} aria-label={t("title")}>
      {isWhole ? null : <Text c="dimmed">{t("notYet")}</Text>}
      {isWhole && error && !data ? <Text c="red.8">{say(error)}</Text> : null}
      {isWhole && !data && !error ? <Skeleton height={380} /> : null}
      {isWhole && data ? <Content preview={data} body={asked} query={preview} /> : null}
    </section>
  );
}

function Content({ preview, body, query }: { preview: Preview; body: RuleBody; query: Asked }) {
  const t = useTranslations("alerts.preview");
  const words = useAlertWords();
  const format = useFormat();
  const [chosen, setChosen] = useState<string | null>(null);
  const { scopes, fired, hours, more, from, to } = preview;
  // A job has one value; there is no course to draw.
  const isOfJobs = body.kind === "JOB_OUTLIER";
  if (scopes.length === 0) return <Text>{t(isOfJobs ? "noOutlier" : "nothing")}</Text>;
  const shown = scopes.find((scope) => idOf(scope) === chosen) ?? scopes[0];
  return (
    <Stack gap="md" aria-busy={query.isPlaceholderData}>
      <p className={editor.headline} aria-live="polite">
        {t("would", { count: fired, hours: format.count(hours) })}
      </p>
      {shown && !isOfJobs ? (
        <CourseChart
          id="rule-preview"
          rule={body}
          scopeName={words.scope(shown)}
          course={toPreviewCourse(shown.points, { from, to }, limitsOf(body, shown.step, shown.now))}
          shades={firingDays(shown.points).map((days) => ({ ...days, label: t("firing"), tone: "near" as const }))}
          subtitle={t("subtitle")}
          asked={query}
          height={220}
        />
      ) : null}
      <ul className={editor.scopes}>
        {scopes.map((scope) => (
          <ScopeLine
            key={idOf(scope)}
            scope={scope}
            body={body}
            isChosen={scope === shown}
            onChoose={() => setChosen(idOf(scope))}
          />
        ))}
      </ul>
      {isOfJobs ? <p className={classes.quiet}>{t("outlier")}</p> : null}
      {more > 0 ? <Text size="sm">{t("more", { count: more })}</Text> : null}
    </Stack>
  );
}

const idOf = ({ key, step }: Preview["scopes"][number]) => `${step} ${key}`;

type LineProps = {
  scope: Preview["scopes"][number];
  body: RuleBody;
  isChosen: boolean;
  onChoose: () => void;
};

function ScopeLine({ scope, body, isChosen, onChoose }: LineProps) {
  const t = useTranslations("alerts");
  const words = useAlertWords();
  const format = useFormat();
  const { now, fired, hours } = scope;
  const why = now.guard ? t(`guard.${now.guard}`) : "–";
  const value = words.value(body, now.value);
  if (body.kind === "JOB_OUTLIER")
    return (
      <li>
        <Link href={`/jobs/${scope.key}` as Route} className={editor.scope}>
          <span>{words.scope(scope)}</span>
          <span>{value}</span>
          <span className={classes.quiet}>{now.from ? format.day(now.from) : null}</span>
        </Link>
      </li>
    );
  return (
    <li>
      <UnstyledButton className={editor.scope} aria-pressed={isChosen} onClick={onChoose}>
        <span>{words.scope(scope)}</span>
        <span>{now.status === "OK" ? t("preview.now", { value }) : why}</span>
        <span className={classes.quiet}>{t("preview.times", { count: fired, hours })}</span>
      </UnstyledButton>
    </li>
  );
}

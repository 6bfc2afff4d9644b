"use client";

import { Button, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { NotRenewed, NotYet } from "@/components/common/answered";
import { Link } from "@/components/common/link";
import { EmptyState, Loading } from "@/components/common/states";
import { rulesQuery } from "@/lib/alerts/queries";
import type { Rule } from "@/lib/alerts/schema";
import { AlertState } from "./alert-state";
import classes from "./alerts.module.css";
import { RuleMenu } from "./rule-menu";
import { useMayWriteRules } from "./use-may-write-rules";
import { useRuleSentence } from "./use-rule-sentence";

export function RulesPanel() {
  const t = useTranslations("alerts.rules");
  const mayWrite = useMayWriteRules();
  const asked = useQuery(rulesQuery());
  const { data } = asked;
  if (!data)
    return (
      <NotYet of={asked}>
        <Loading rows={6} />
      </NotYet>
    );
  const add = mayWrite ? (
    <Button component={Link} href={"/alerts/rules/new" as Route} variant="default">
      {t("templates")}
    </Button>
  ) : null;
  if (data.data.length === 0)
    return <EmptyState title={t("empty")} hint={t(mayWrite ? "emptyHint" : "emptyHintRead")} action={add} />;
  return (
    <Stack>
      <NotRenewed of={asked} />
      <ul className={classes.rows}>
        {data.data.map((rule) => (
          <Row key={rule.id} rule={rule} mayWrite={mayWrite} />
        ))}
      </ul>
    </Stack>
  );
}

function Row({ rule, mayWrite }: { rule: Rule; mayWrite: boolean }) {
  const t = useTranslations("alerts");
  const sentence = useRuleSentence();
  const severity = rule.firingCritical > 0 ? "critical" : "warning";
  const isPerJob = rule.kind === "JOB_OUTLIER" && rule.watched === 0;
  return (
    <li className={classes.row}>
      <div className={classes.subject}>
        <Link href={`/alerts/rules/${rule.id}` as Route} className={classes.name}>
          {rule.name}
        </Link>
        <p className={classes.sentence}>{sentence(rule)}</p>
      </div>
      <div className={classes.figure}>
        {rule.pausedAt ? <Text size="sm">{t("rules.paused")}</Text> : null}
        {rule.firing > 0 ? <AlertState state="FIRING" severity={severity} open /> : null}
        <span className={classes.quiet}>
          {isPerJob ? t("rules.eachJob") : t("rules.watched", { count: rule.watched, firing: rule.firing })}
        </span>
      </div>
      <span className={`${classes.quiet} since`}>{t("rules.version", { version: rule.version })}</span>
      <div className={classes.actions}>
        <RuleMenu rule={rule} mayWrite={mayWrite} />
      </div>
    </li>
  );
}

"use client";

import { Alert, Button, Stack, Title } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQueries, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useQueryState } from "nuqs";
import { useState } from "react";
import { CalibrateLink } from "@/components/alerts/calibrate-link";
import { NotRenewed, NotYet } from "@/components/common/answered";
import { useCan } from "@/components/common/me-context";
import { PageHeader } from "@/components/common/page-header";
import { EmptyState, Loading } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import { useToday } from "@/components/filters/use-kpi-filter";
import { kpiQueryOptions } from "@/lib/kpi/queries";
import { targetsQuery } from "@/lib/targets/queries";
import { TARGET_METRICS, TARGET_SCOPES } from "@/lib/targets/schema";
import type { Opened } from "./opened";
import { EndDrawer, UnfreezeDrawer } from "./short-forms";
import { TargetForm } from "./target-form";
import { TargetHistory } from "./target-history";
import { TargetTable } from "./target-table";
import { groupsOf, measuredDays, questionOf, type TargetGroup } from "./targets";
import { useTargetWords } from "./use-target-words";

/** The answers of the KPI layer, one per scope that has targets. */
function useAnswers(groups: readonly TargetGroup[], today: string) {
  const scopes = TARGET_SCOPES.filter((scope) => groups.some((group) => group.scope === scope));
  const answers = useQueries({
    queries: scopes.map((scope) => kpiQueryOptions(questionOf(scope, measuredDays(today)))),
  });
  return new Map(scopes.map((scope, index) => [scope, answers[index]?.data]));
}

export function TargetsView() {
  const t = useTranslations("targets");
  const today = useToday();
  const mayWrite = useCan("targets:write");
  const format = useFormat();
  const asked = useQuery(targetsQuery());
  const { data } = asked;
  const [isNew, setIsNew] = useQueryState("new");
  const [opened, setOpened] = useState<Opened>(null);
  const groups = groupsOf(data?.data ?? [], today);
  const { from, to } = measuredDays(today);

  const add = () => setOpened({ what: "form", mode: "add" });
  const open: Opened = opened ?? (isNew !== null && mayWrite ? { what: "form", mode: "add" } : null);
  const close = () => {
    setOpened(null);
    if (isNew !== null) void setIsNew(null);
  };
  const button = mayWrite ? (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={add}>
      {t("add")}
    </Button>
  ) : null;

  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description", { days: format.days(from, to) })}
        actions={
          <>
            <CalibrateLink />
            {button}
          </>
        }
      />
      {data?.limitedTo ? (
        <Alert variant="light" color="gray" mb="md">
          {t("limited", { codes: format.list(data.limitedTo) })}
        </Alert>
      ) : null}
      {data ? (
        <NotRenewed of={asked} />
      ) : (
        <NotYet of={asked}>
          <Loading rows={8} />
        </NotYet>
      )}
      {data && groups.length === 0 ? (
        <EmptyState title={t("empty")} hint={t(mayWrite ? "emptyHint" : "emptyHintRead")} action={button} />
      ) : null}
      <Sections groups={groups} onOpen={setOpened} />
      <Beside open={open} onClose={close} />
    </>
  );
}

type SectionsProps = { groups: readonly TargetGroup[]; onOpen: (opened: Opened) => void };

/** One table per figure. */
function Sections({ groups, onOpen }: SectionsProps) {
  const answers = useAnswers(groups, useToday());
  const words = useTargetWords();
  return (
    <Stack gap="xl">
      {TARGET_METRICS.filter((metric) => groups.some((group) => group.metric === metric)).map((metric) => (
        <section key={metric} aria-labelledby={`targets-${metric}`}>
          <Title order={2} size="h3" mb="xs" id={`targets-${metric}`}>
            {words.metric(metric)}
          </Title>
          <TargetTable
            groups={groups.filter((group) => group.metric === metric)}
            answers={answers}
            onOpen={onOpen}
            label={`targets-${metric}`}
          />
        </section>
      ))}
    </Stack>
  );
}

/** Forms and history, one at a time. */
function Beside({ open, onClose }: { open: Opened; onClose: () => void }) {
  const group = (what: "end" | "unfreeze" | "history") => (open?.what === what ? open.group : null);
  return (
    <>
      <TargetForm open={open?.what === "form" ? open : null} onClose={onClose} />
      <EndDrawer group={group("end")} onClose={onClose} />
      <UnfreezeDrawer group={group("unfreeze")} onClose={onClose} />
      <TargetHistory group={group("history")} onClose={onClose} />
    </>
  );
}

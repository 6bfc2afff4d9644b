"use client";

import { Anchor, Group, Paper, Skeleton, Text, Title } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { CalibrateLink } from "@/components/alerts/calibrate-link";
import { NotRenewed, NotYet } from "@/components/common/answered";
import { Link } from "@/components/common/link";
import { useCan } from "@/components/common/me-context";
import { groupsOf, type TargetGroup } from "@/components/targets/targets";
import { useTargetWords } from "@/components/targets/use-target-words";
import { targetsQuery } from "@/lib/targets/queries";
import { isAt, isInForce } from "@/lib/targets/rules";
import type { Target } from "@/lib/targets/schema";
import type { PartProps } from "./questions";
import classes from "./scopes.module.css";

function Version({ version, isNow }: { version: Target; isNow: boolean }) {
  const t = useTranslations("scopes.targets");
  const words = useTargetWords();
  const { metric, value, firstDay, lastDay, frozen, note, author } = version;
  return (
    <li className={classes.change}>
      <Text size="sm" fw={isNow ? 650 : 400} className={classes.changeDay}>
        {words.value(metric, value)}
      </Text>
      <div>
        <Text size="sm">
          {words.days(firstDay, lastDay)}
          {isNow ? ` · ${t("now")}` : ""}
          {frozen ? (
            <Text span inherit c="dimmed">
              {" · "}
              <IconLock size={13} aria-hidden /> {t("frozen")}
            </Text>
          ) : null}
        </Text>
        <Text size="sm" c="dimmed">
          {[author.name, note].filter(Boolean).join(": ")}
        </Text>
      </div>
    </li>
  );
}

function Metric({ group, today }: { group: TargetGroup; today: string }) {
  const words = useTargetWords();
  return (
    <div>
      <Text size="sm" fw={600} mt="xs">
        {words.metric(group.metric)}
      </Text>
      <ol className={classes.changes}>
        {group.versions
          .toSorted((a, b) => b.firstDay.localeCompare(a.firstDay))
          .map((version) => (
            <Version key={version.id} version={version} isNow={isInForce(version, today)} />
          ))}
      </ol>
    </div>
  );
}

/** What the figures of the thing should have been, version by version: what the target lines of the charts draw. */
export function ScopeTargets({ thing, days, today }: PartProps) {
  const t = useTranslations("scopes.targets");
  const maySet = useCan("targets:write");
  const asked = useQuery(targetsQuery(days));
  const { data } = asked;
  if (!data)
    return (
      <NotYet of={asked}>
        <Skeleton height={120} radius="md" mb="md" />
      </NotYet>
    );
  const place = { scope: thing.kind, code: thing.code };
  const groups = groupsOf(
    data.data.filter((target) => isAt(target, place)),
    today,
  );
  return (
    <>
      <NotRenewed of={asked} />
      <Paper withBorder p="md" mb="md" component="section" aria-labelledby="targets-of">
        <Group justify="space-between" align="baseline">
          <Title order={2} size="h3" id="targets-of">
            {t("title")}
          </Title>
          <Group gap="md">
            {thing.kind === "campaign" ? <CalibrateLink campaign={thing.code} /> : null}
            <Anchor component={Link} href={"/targets" as Route} size="sm">
              {t(maySet ? "set" : "all")}
            </Anchor>
          </Group>
        </Group>
        {groups.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t(`none.${thing.kind}`)}
          </Text>
        ) : null}
        {groups.map((group) => (
          <Metric key={group.key} group={group} today={today} />
        ))}
      </Paper>
    </>
  );
}

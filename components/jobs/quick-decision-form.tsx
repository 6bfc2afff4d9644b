"use client";

import { Button, Group, NumberInput, Popover, Stack, Text } from "@mantine/core";
import { useTranslations } from "next-intl";
import { cloneElement, type ReactElement, useState } from "react";
import { useOpenedAtOnce } from "@/components/common/use-opened-at-once";
import type { Job } from "@/lib/jobs/schema";
import { COUNTED, countsOf, decisionsByCount } from "./decisions";
import { useDecide } from "./use-decide";

function CountForm({ job, onDone }: { job: Job; onDone: () => void }) {
  const t = useTranslations("jobs");
  const [counts, setCounts] = useState(() => countsOf(job.assets));
  const decide = useDecide(job.id);
  const all = job.assets.length;
  const isTooMany = COUNTED.reduce((sum, name) => sum + counts[name], 0) > all;

  function save() {
    const decisions = decisionsByCount(job.assets, counts);
    if (decisions.length > 0) decide.mutate(decisions);
    onDone();
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!isTooMany) save();
      }}
    >
      <Stack gap="xs">
        <Text size="sm" fw={600}>
          {t("quick.title")}
        </Text>
        <Group gap="xs" wrap="nowrap" align="flex-end">
          {COUNTED.map((name) => (
            <NumberInput
              key={name}
              label={t(`quick.${name}`)}
              size="xs"
              flex={1}
              min={0}
              max={all}
              allowDecimal={false}
              allowNegative={false}
              value={counts[name]}
              onFocus={({ currentTarget }) => currentTarget.select()}
              onChange={(value) => setCounts({ ...counts, [name]: Number(value) || 0 })}
              error={isTooMany}
              {...(name === "approved" ? { "data-autofocus": true } : {})}
            />
          ))}
        </Group>
        <Text size="xs" c={isTooMany ? "var(--mantine-color-error)" : "dimmed"} role="status">
          {isTooMany ? t("quick.tooMany") : t("quick.of", { count: all })}
        </Text>
        <Text size="xs" c="dimmed">
          {t("quick.hint")}
        </Text>
        <Button type="submit" size="sm" disabled={isTooMany}>
          {t("quick.save")}
        </Button>
      </Stack>
    </form>
  );
}

type Props = { job: Job; target: ReactElement<Record<string, unknown>> };

/** The form beside its button, open from its first moment. */
export function QuickDecisionForm({ job, target }: Props) {
  const t = useTranslations("jobs");
  const { ref, opened, setOpened } = useOpenedAtOnce();
  return (
    <Popover opened={opened} onChange={setOpened} trapFocus returnFocus width={340} position="bottom-start">
      <Popover.Target>{cloneElement(target, { ref, onClick: () => setOpened(!opened) })}</Popover.Target>
      <Popover.Dropdown aria-label={t("quick.title")}>
        <CountForm job={job} onDone={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

"use client";

import { Alert, Button, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ApiError } from "@/lib/http/fetch-json";
import { useProblem } from "./use-problem";

/** The place of what is coming, so that nothing moves when it comes. */
export function Loading({ rows = 3 }: { rows?: number }) {
  const t = useTranslations("common");
  const lines = Array.from({ length: rows }, (_, index) => `line-${index}`);
  return (
    <Stack gap="sm" role="status" aria-label={t("loading")}>
      {lines.map((line) => (
        <Skeleton key={line} height={32} />
      ))}
    </Stack>
  );
}

/** What happened and what to do. The number of the request finds it in the log. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const t = useTranslations("common");
  const known = error instanceof ApiError ? error : null;
  const { say } = useProblem();
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle aria-hidden />} title={t("failed")} role="alert">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{say(error)}</Text>
        {known?.requestId ? (
          <Text size="xs" c="dimmed">
            {t("request", { id: known.requestId })}
          </Text>
        ) : null}
        {onRetry ? (
          <Button size="xs" variant="default" onClick={onRetry}>
            {t("retry")}
          </Button>
        ) : null}
      </Stack>
    </Alert>
  );
}

type EmptyProps = {
  title: string;
  hint: ReactNode;
  action?: ReactNode;
  /** 1 where it is the whole page. */
  level?: 1 | 2;
};

export function EmptyState({ title, hint, action, level = 2 }: EmptyProps) {
  return (
    <Stack align="center" gap="xs" py={48} px="md" ta="center">
      <Title order={level} size="h2">
        {title}
      </Title>
      <Text component="div" c="dimmed" size="sm" maw="56ch">
        {hint}
      </Text>
      {action ? <Group mt="sm">{action}</Group> : null}
    </Stack>
  );
}

"use client";

import { Button, Text } from "@mantine/core";
import { useTranslations } from "next-intl";
import { EmptyState } from "./states";

type Props = { error: Error & { digest?: string }; reset: () => void };

/** A page that could not be drawn: what happened, the number that finds it in the log, another try. */
export function PageFailed({ error, reset }: Props) {
  const t = useTranslations("errors");
  return (
    <EmptyState
      level={1}
      title={t("brokenTitle")}
      hint={
        <>
          {t("brokenHint")}
          {error.digest ? <Text size="xs">{t("number", { digest: error.digest })}</Text> : null}
        </>
      }
      action={<Button onClick={reset}>{t("reload")}</Button>}
    />
  );
}

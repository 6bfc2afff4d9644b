"use client";

import { Button, Center, Text } from "@mantine/core";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/common/states";

export default function PageFailed({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations("errors");
  return (
    <Center component="main" id="content" mih="60vh">
      <EmptyState
        title={t("brokenTitle")}
        hint={
          <>
            {t("brokenHint")}
            {error.digest ? <Text size="xs">{t("number", { digest: error.digest })}</Text> : null}
          </>
        }
        action={<Button onClick={reset}>{t("reload")}</Button>}
      />
    </Center>
  );
}

"use client";

import { Alert, Anchor, Button, Group, List, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconHistory, IconPlugOff, IconUserOff } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useFormat } from "@/components/common/use-format";
import { useLine } from "@/components/live/use-line";
import classes from "./jobs.module.css";
import type { JobForm } from "./use-job-form";

function FailureNote({ form }: { form: JobForm }) {
  const t = useTranslations("jobs");
  const { failure } = form;
  const { state } = useLine();
  // Who has signed in again meanwhile goes on where they were.
  if (failure === null || (failure.kind === "signedOut" && state === "clear")) return null;
  if (failure.kind === "unreached")
    return (
      <Alert
        className={classes.near}
        color="gray"
        variant="light"
        icon={<IconPlugOff aria-hidden />}
        title={t("form.offlineTitle")}
        role="alert"
      >
        <Stack gap="xs" align="flex-start">
          <Text size="sm">{t("form.offlineBody")}</Text>
          <Button size="xs" loading={form.isSending} onClick={() => form.submit("next")}>
            {t("form.tryAgain")}
          </Button>
        </Stack>
      </Alert>
    );
  if (failure.kind === "signedOut")
    return (
      <Alert
        className={classes.near}
        color="gray"
        variant="light"
        icon={<IconUserOff aria-hidden />}
        title={t("form.signedOutTitle")}
        role="alert"
      >
        <Text size="sm">{t("form.signedOutBody")}</Text>
      </Alert>
    );
  const hasFields = Object.keys(form.problems).length > 0;
  return (
    <Alert
      color="red"
      variant="light"
      icon={<IconAlertTriangle aria-hidden />}
      title={t(hasFields ? "form.refusedTitle" : "form.refusedOther")}
      role="alert"
    >
      {failure.messages.length > 0 ? (
        <List size="sm">
          {failure.messages.map((message) => (
            <List.Item key={message}>{message}</List.Item>
          ))}
        </List>
      ) : null}
    </Alert>
  );
}

/** What is worth knowing before typing on: restored, set aside, not sent, signed out, refused. */
export function FormNotes({ form }: { form: JobForm }) {
  const t = useTranslations("jobs");
  const format = useFormat();
  return (
    <Stack gap="sm" mb={form.failure || form.restoredFrom || form.aside || !form.isKept ? "md" : 0}>
      <FailureNote form={form} />
      {form.restoredFrom && form.failure?.kind !== "signedOut" ? (
        <Group gap="xs" role="status">
          <IconHistory size={18} aria-hidden />
          <Text size="sm">{t("form.restored", { time: format.dateTime(form.restoredFrom) })}</Text>
          <Anchor component="button" type="button" size="sm" onClick={form.startOver}>
            {t("form.startOver")}
          </Anchor>
        </Group>
      ) : null}
      {form.aside ? (
        <Group gap="xs" role="status">
          <IconHistory size={18} aria-hidden />
          <Text size="sm">{t("form.aside", { time: format.dateTime(form.aside.savedAt) })}</Text>
          <Anchor component="button" type="button" size="sm" onClick={form.bringBack}>
            {t("form.bringBack")}
          </Anchor>
          <Anchor component="button" type="button" size="sm" onClick={form.dropAside}>
            {t("form.discard")}
          </Anchor>
        </Group>
      ) : null}
      {form.isKept ? null : (
        <Text size="sm" c="var(--near)" role="status">
          {t("form.notKept")}
        </Text>
      )}
    </Stack>
  );
}

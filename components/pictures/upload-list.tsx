"use client";

import { Alert, Button, Group, Text } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconUpload } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import classes from "./pictures.module.css";
import type { Upload, Uploads } from "./use-uploads";

/** What became of each file that was dropped or chosen. Nothing is lost without a word. */
export function UploadList({ uploads, isSending, again, close }: Uploads) {
  const t = useTranslations("pictures.upload");
  if (uploads.length === 0) return null;
  const done = uploads.filter(({ state }) => state === "done").length;
  const failed = uploads.filter(({ state }) => state !== "done" && state !== "sending");
  const icon = isSending ? IconUpload : failed.length > 0 ? IconAlertTriangle : IconCheck;
  const Sign = icon;
  return (
    <Alert
      color={failed.length > 0 && !isSending ? "red" : "teal"}
      variant="light"
      icon={<Sign aria-hidden />}
      title={t(isSending ? "sending" : "sent", { done, all: uploads.length })}
      role="status"
      withCloseButton={!isSending}
      closeButtonLabel={t("close")}
      onClose={close}
    >
      {failed.length > 0 ? (
        <>
          <ul className={classes.lines}>
            {failed.map((upload) => (
              <li key={upload.key}>
                <FailedLine upload={upload} />
              </li>
            ))}
          </ul>
          {!isSending && failed.some(({ target }) => target !== null) ? (
            <Group mt="xs">
              <Button size="xs" variant="default" onClick={again}>
                {t("again")}
              </Button>
            </Group>
          ) : null}
        </>
      ) : null}
    </Alert>
  );
}

function FailedLine({ upload: { file, target, state } }: { upload: Upload }) {
  const t = useTranslations("pictures.upload");
  if (state === "done" || state === "sending") return null;
  const where = target === null ? "" : t("toPicture", { number: target.index });
  return (
    <Text size="sm">
      <b>{file.name}</b> {where} {t(`problem.${state}`)}
    </Text>
  );
}

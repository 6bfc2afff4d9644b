"use client";

import { Button, Code, CopyButton, Group, Stack, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

type Shown = {
  title: string;
  body: string;
  /** The link or key. */
  secret: string;
  doneLabel: string;
  more?: ReactNode;
};

/** Something that is told this once: it must be copied on purpose, so nothing but the buttons closes it. */
export function showOnce({ title, doneLabel, ...shown }: Shown): void {
  const id = modals.open({
    title,
    size: "lg",
    closeOnClickOutside: false,
    children: <OnceBody {...shown} doneLabel={doneLabel} onDone={() => modals.close(id)} />,
  });
}

function OnceBody({ body, secret, doneLabel, more, onDone }: Omit<Shown, "title"> & { onDone: () => void }) {
  return (
    <Stack>
      <Text size="sm">{body}</Text>
      <CopyLine text={secret} />
      {more}
      <Group justify="flex-end">
        <Button onClick={onDone}>{doneLabel}</Button>
      </Group>
    </Stack>
  );
}

export function CopyLine({ text }: { text: string }) {
  const t = useTranslations("common");
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start">
      <Code block flex={1} miw={0} style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
        {text}
      </Code>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button
            variant="default"
            onClick={copy}
            leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
          >
            {copied ? t("copied") : t("copy")}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}

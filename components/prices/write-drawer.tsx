"use client";

import { Alert, Button, Drawer, Group, Stack } from "@mantine/core";
import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useEffect, useRef } from "react";
import { confirm } from "@/components/common/confirm";

type Props = { opened: boolean; title: string; dirty: () => boolean; onClose: () => void; children: ReactNode };

/** A drawer that does not lose what was typed to Escape or a click beside it. */
export function WriteDrawer({ opened, title, dirty, onClose, children }: Props) {
  const t = useTranslations("prices");
  const common = useTranslations("common");
  const closeIfMeant = async () => {
    const question = { title: t("unsaved"), body: t("unsavedBody"), confirmLabel: t("discard") };
    if (!dirty() || (await confirm(question))) onClose();
  };
  return (
    <Drawer
      opened={opened}
      onClose={() => void closeIfMeant()}
      position="right"
      size="lg"
      title={title}
      closeButtonProps={{ "aria-label": common("close") }}
    >
      {opened ? children : null}
    </Drawer>
  );
}

type FormProps = {
  busy: boolean;
  problem: string | null;
  saveLabel?: string;
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  onCancel: () => void;
  children: ReactNode;
};

/** Fields, what went wrong, save and cancel: the frame of every form here. */
export function WriteForm({ busy, problem, saveLabel, onSubmit, onCancel, children }: FormProps) {
  const common = useTranslations("common");
  const form = useRef<HTMLFormElement>(null);
  // Forms are longer than the screen: the first field that needs attention comes into sight. Focus would open calendars.
  useEffect(() => {
    if (problem) form.current?.querySelector('[aria-invalid="true"]')?.scrollIntoView({ block: "center" });
  }, [problem]);
  return (
    <form ref={form} onSubmit={onSubmit} noValidate>
      <Stack>
        {children}
        {problem ? (
          <Alert color="red" variant="light" role="alert">
            {problem}
          </Alert>
        ) : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {common("cancel")}
          </Button>
          <Button type="submit" loading={busy}>
            {saveLabel ?? common("save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

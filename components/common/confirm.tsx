"use client";

import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { modals } from "@mantine/modals";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { overlays } from "./overlays-ready";

type Question = {
  title: string;
  /** What will happen, in words. */
  body: ReactNode;
  confirmLabel: string;
  danger?: boolean;
  /** Must be typed first; for what cannot be undone. */
  typed?: string;
};

type BodyProps = Omit<Question, "title"> & { onAnswer: (yes: boolean) => void };

function ConfirmBody({ body, confirmLabel, danger = false, typed, onAnswer }: BodyProps) {
  const t = useTranslations("common");
  const [text, setText] = useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onAnswer(true);
      }}
    >
      <Stack>
        <Text component="div" size="sm">
          {body}
        </Text>
        {typed ? (
          <TextInput
            label={t("typeToConfirm", { text: typed })}
            value={text}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
            autoComplete="off"
            data-autofocus
          />
        ) : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={() => onAnswer(false)}>
            {t("cancel")}
          </Button>
          <Button
            type="submit"
            {...(danger ? { color: "red.8" } : {})}
            disabled={typed !== undefined && text.trim() !== typed}
            {...(typed ? {} : { "data-autofocus": true })}
          >
            {confirmLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Asks before something is done; true when the person agreed. Works outside of components, too. */
export async function confirm({ title, ...question }: Question): Promise<boolean> {
  await overlays.promise;
  return new Promise((resolve) => {
    const id = modals.open({
      title,
      onClose: () => resolve(false),
      children: (
        <ConfirmBody
          {...question}
          onAnswer={(yes) => {
            resolve(yes);
            modals.close(id);
          }}
        />
      ),
    });
  });
}

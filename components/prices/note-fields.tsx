"use client";

import { Textarea, type TextareaProps, TextInput, type TextInputProps } from "@mantine/core";
import { useTranslations } from "next-intl";

/** Where a figure comes from and what to know about it: the same two fields in every form. */
export function NoteFields({ source, note }: { source: TextInputProps; note: TextareaProps }) {
  const t = useTranslations("prices");
  return (
    <>
      <TextInput label={t("field.source")} description={t("field.sourceHint")} {...source} />
      <Textarea label={t("field.note")} autosize minRows={2} {...note} />
    </>
  );
}

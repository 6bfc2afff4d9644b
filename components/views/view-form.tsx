"use client";

import { Alert, Button, Group, Modal, Stack, Switch, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { notifyDone } from "@/components/common/notify";
import { useProblem } from "@/components/common/use-problem";
import { newId } from "@/lib/core/id";
import { patchView, postView } from "@/lib/views/queries";
import type { ViewPage } from "@/lib/views/rules/pages";
import type { View } from "@/lib/views/schema";
import { useViewActions } from "./use-views";

type Props = {
  page: ViewPage;
  params: Record<string, string[]>;
  /** Null: a new one. */
  view: View | null;
  onClose: () => void;
};
type Values = { name: string; shared: boolean };

/** A name, and who may open it. */
export function ViewForm({ page, params, view, onClose }: Props) {
  const t = useTranslations("views");
  const tc = useTranslations("common");
  const router = useRouter();
  const { say, byField } = useProblem();
  const { refresh } = useViewActions();
  const key = useRef(newId());
  const form = useForm<Values>({
    initialValues: { name: view?.name ?? "", shared: view?.shared ?? false },
    validate: { name: (name) => (name.trim() === "" ? t("nameNeeded") : null) },
  });
  const { mutate, error, isPending } = useMutation({
    mutationFn: (values: Values) =>
      view ? patchView({ id: view.id, ...values }) : postView({ page, params, ...values }, key.current),
    onSuccess: async (saved) => {
      await refresh();
      notifyDone(t("saved", { name: saved.name }));
      onClose();
      if (!view) router.replace(saved.href as Route, { scroll: false });
    },
    // Another name is another request.
    onError: (refusal) => {
      key.current = newId();
      form.setErrors(byField(refusal));
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(view ? "editTitle" : "saveTitle")}
      closeButtonProps={{ "aria-label": tc("close") }}
    >
      <form onSubmit={form.onSubmit((values) => mutate(values))} noValidate>
        <Stack>
          {error && Object.keys(byField(error)).length === 0 ? (
            <Alert color="red" variant="light" role="alert">
              {say(error)}
            </Alert>
          ) : null}
          <TextInput label={t("name")} maxLength={80} data-autofocus {...form.getInputProps("name")} />
          <Switch
            label={t("share")}
            description={t("shareHint")}
            {...form.getInputProps("shared", { type: "checkbox" })}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {tc("cancel")}
            </Button>
            <Button type="submit" loading={isPending}>
              {tc("save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

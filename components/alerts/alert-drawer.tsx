"use client";

import { type UseFormReturnType, useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useRef, useState } from "react";
import { notifyDone } from "@/components/common/notify";
import { WriteDrawer, WriteForm } from "@/components/prices/write-drawer";
import { alertsKey } from "@/lib/alerts/queries";
import { useAlertSend } from "./use-alert-problem";

type Errors = Readonly<Record<string, string>>;
type FormProps<Values> = {
  /** Asked when the form opens. */
  first: () => Values;
  saveLabel: string;
  send: (values: Values) => Promise<unknown>;
  /** What is said when it is done. */
  done: (values: Values) => string;
  onClose: () => void;
  children: (form: UseFormReturnType<Values>, errors: Errors) => ReactNode;
};
type Props<Values> = FormProps<Values> & { opened: boolean; title: string };

/** A short form about an alert, beside the page. What was chosen or typed is not lost to Escape. */
export function AlertDrawer<Values extends Record<string, unknown>>({ opened, title, ...rest }: Props<Values>) {
  const dirty = useRef<() => boolean>(() => false);
  const watch = (isDirty: () => boolean) => {
    dirty.current = isDirty;
  };
  return (
    <WriteDrawer opened={opened} title={title} dirty={() => dirty.current()} onClose={rest.onClose}>
      <Form {...rest} watch={watch} />
    </WriteDrawer>
  );
}

type Watched<Values> = FormProps<Values> & { watch: (isDirty: () => boolean) => void };

function Form<Values extends Record<string, unknown>>(props: Watched<Values>) {
  const { first, saveLabel, send: post, done, onClose, watch, children } = props;
  const client = useQueryClient();
  const [initialValues] = useState(first);
  const form = useForm<Values>({ initialValues });
  const { busy, errors, problem, send } = useAlertSend();
  watch(() => form.isDirty());
  const save = (values: Values) =>
    send(
      () => post(values),
      () => {
        notifyDone(done(values));
        onClose();
        void client.invalidateQueries({ queryKey: alertsKey });
      },
    );
  return (
    <WriteForm
      busy={busy}
      problem={problem}
      saveLabel={saveLabel}
      onSubmit={form.onSubmit((values) => void save(values))}
      onCancel={onClose}
    >
      {children(form, errors)}
    </WriteForm>
  );
}

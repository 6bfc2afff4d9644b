"use client";

import { Text, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type ReactNode, useRef } from "react";
import { notifyDone } from "@/components/common/notify";
import { useFormat } from "@/components/common/use-format";
import { useSend } from "@/components/common/use-send";
import { useToday } from "@/components/filters/use-kpi-filter";
import { DayField } from "@/components/lists/day-field";
import { textField } from "@/components/prices/text-field";
import { WriteDrawer, WriteForm } from "@/components/prices/write-drawer";
import { patchTarget, postUnfreeze, targetsKey } from "@/lib/targets/queries";
import type { TargetGroup } from "./targets";
import { useTargetProblem } from "./use-target-problem";
import { useTargetWords } from "./use-target-words";

type Props = { group: TargetGroup | null; onClose: () => void };
type BodyProps = { group: TargetGroup; onClose: () => void; watch: (isDirty: () => boolean) => void };

function Short({ group, onClose, title, body }: Props & { title: string; body: (props: BodyProps) => ReactNode }) {
  const dirty = useRef<() => boolean>(() => false);
  const watch = (isDirty: () => boolean) => {
    dirty.current = isDirty;
  };
  return (
    <WriteDrawer opened={group !== null} title={title} dirty={() => dirty.current()} onClose={onClose}>
      {group ? body({ group, onClose, watch }) : null}
    </WriteDrawer>
  );
}

export function EndDrawer(props: Props) {
  const t = useTranslations("targets");
  return <Short {...props} title={t("end.open")} body={(body) => <EndBody {...body} />} />;
}

export function UnfreezeDrawer(props: Props) {
  const t = useTranslations("targets");
  return <Short {...props} title={t("unfreeze.open")} body={(body) => <UnfreezeBody {...body} />} />;
}

/** Says what was done, closes, and asks for the targets anew. */
function useDone(onClose: () => void) {
  const client = useQueryClient();
  return (message: string) => {
    notifyDone(message);
    onClose();
    void client.invalidateQueries({ queryKey: targetsKey });
  };
}

function Subject({ group }: { group: TargetGroup }) {
  const words = useTargetWords();
  const { metric, scope, shown } = group;
  return (
    <Text fw={600}>
      {words.metric(metric)}, {words.place(scope, shown.name, shown.code)}: {words.value(metric, shown.value)}
    </Text>
  );
}

function EndBody({ group, onClose, watch }: BodyProps) {
  const t = useTranslations("targets");
  const format = useFormat();
  const today = useToday();
  const form = useForm({ initialValues: { lastDay: today } });
  const { busy, problem, send } = useSend(useTargetProblem(), form.setErrors);
  const done = useDone(onClose);
  watch(() => form.isDirty());
  const save = ({ lastDay }: { lastDay: string }) =>
    send(
      () => patchTarget({ id: group.shown.id, lastDay }),
      () => done(t("end.done", { day: format.day(lastDay) })),
    );
  return (
    <WriteForm busy={busy} problem={problem} onSubmit={form.onSubmit((values) => void save(values))} onCancel={onClose}>
      <Subject group={group} />
      <Text size="sm">{t("end.hint")}</Text>
      <DayField label={t("field.lastDay")} required minDate={today} {...textField(form, "lastDay")} />
    </WriteForm>
  );
}

function UnfreezeBody({ group, onClose, watch }: BodyProps) {
  const t = useTranslations("targets");
  const form = useForm({ initialValues: { reason: "" } });
  const { busy, problem, send } = useSend(useTargetProblem(), form.setErrors);
  const done = useDone(onClose);
  watch(() => form.isDirty());
  const save = ({ reason }: { reason: string }) =>
    send(
      () => postUnfreeze({ id: group.shown.id, reason }),
      () => done(t("unfreeze.done")),
    );
  return (
    <WriteForm
      busy={busy}
      problem={problem}
      saveLabel={t("unfreeze.confirm")}
      onSubmit={form.onSubmit((values) => void save(values))}
      onCancel={onClose}
    >
      <Subject group={group} />
      <Text size="sm">{t("unfreeze.hint")}</Text>
      <Textarea
        label={t("field.reason")}
        required
        autosize
        minRows={2}
        maxLength={500}
        {...form.getInputProps("reason")}
      />
    </WriteForm>
  );
}

"use client";

import { useForm } from "@mantine/form";
import { useTimeZone, useTranslations } from "next-intl";
import { useRef } from "react";
import { notifyDone } from "@/components/common/notify";
import { useSend } from "@/components/common/use-send";
import { dayIn } from "@/lib/core/period";
import { addFxRate, editFxRate } from "@/lib/prices/queries";
import type { FxRate } from "@/lib/prices/schema";
import { NoteFields } from "./note-fields";
import { RateFields, type RateValues, rateBody } from "./rate-fields";
import { usePriceProblem } from "./use-price-problem";
import { usePricesRefresh, useWriteKey } from "./use-write";
import { WriteDrawer, WriteForm } from "./write-drawer";

type Props = { open: FxRate | "new" | null; onClose: () => void };

export function RateForm({ open, onClose }: Props) {
  const t = useTranslations("prices");
  const dirty = useRef<() => boolean>(() => false);
  return (
    <WriteDrawer
      opened={open !== null}
      title={t(open === "new" ? "rate.add" : "rate.change")}
      dirty={() => dirty.current()}
      onClose={onClose}
    >
      {open ? (
        <Body
          rate={open === "new" ? null : open}
          onClose={onClose}
          watch={(isDirty) => {
            dirty.current = isDirty;
          }}
        />
      ) : null}
    </WriteDrawer>
  );
}

const valuesOf = (rate: FxRate | null, today: string): RateValues => ({
  ...{ currency: rate?.currency ?? "", way: "direct", rate: rate?.rate ?? "", firstDay: rate?.firstDay ?? today },
  ...{ source: rate?.source ?? "", note: rate?.note ?? "" },
});

type BodyProps = { rate: FxRate | null; onClose: () => void; watch: (isDirty: () => boolean) => void };

function Body({ rate, onClose, watch }: BodyProps) {
  const t = useTranslations("prices");
  const today = dayIn(useTimeZone() ?? "UTC", new Date());
  const form = useForm<RateValues>({ initialValues: valuesOf(rate, today) });
  const { busy, problem, send } = useSend(usePriceProblem(), form.setErrors);
  const keyFor = useWriteKey();
  const refresh = usePricesRefresh();
  watch(() => form.isDirty());

  const save = (values: RateValues) => {
    const body = rateBody(values);
    const { rate: value, source, note } = body;
    return send(
      () => (rate ? editFxRate({ id: rate.id, rate: value, source, note }) : addFxRate(body, keyFor(body))),
      () => {
        notifyDone(t(rate ? "form.saved" : "rate.added"));
        onClose();
        void refresh();
      },
    );
  };

  return (
    <WriteForm busy={busy} problem={problem} onSubmit={form.onSubmit((values) => void save(values))} onCancel={onClose}>
      <RateFields form={form} fixed={rate !== null} />
      <NoteFields source={form.getInputProps("source")} note={form.getInputProps("note")} />
    </WriteForm>
  );
}

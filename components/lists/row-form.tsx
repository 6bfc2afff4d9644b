"use client";

import { Alert, Button, Group, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { notifyDone } from "@/components/common/notify";
import { changeRow, createRow } from "@/lib/dimensions/queries";
import type { ListName, ListRow } from "@/lib/dimensions/schema";
import { ApiError } from "@/lib/http/fetch-json";
import { bodyOfChange, bodyOfNew, type FieldName, faultsOf, fieldsFor, type Values, valuesOf } from "./fields";
import { RowFields } from "./row-fields";
import { useListRefresh } from "./use-list-actions";
import { useListProblem } from "./use-list-problem";

type Props = {
  list: ListName;
  /** The row to change; null adds one. */
  row: ListRow | null;
  /** Filled in already when a row is added. */
  given?: Values;
  onClose: () => void;
  onDirty: (dirty: boolean) => void;
};

type Errors = Partial<Record<FieldName, string>>;

/** Adds or changes one row. What was typed stays until it is stored or given up. */
export function RowForm({ list, row, given = {}, onClose, onDirty }: Props) {
  const t = useTranslations("lists");
  const common = useTranslations("common");
  const { say, sayOne } = useListProblem();
  const refresh = useListRefresh();
  const form = useRef<HTMLFormElement>(null);
  const fields = fieldsFor(list, row);
  const [before] = useState<Values>(() => ({ ...valuesOf(fields, row), ...given }));
  const [values, setValues] = useState<Values>(before);
  const [errors, setErrors] = useState<Errors>({});
  const [general, setGeneral] = useState<string | null>(null);
  // One key per form: a repeat after a lost answer adds nothing twice.
  const [idempotencyKey, renewKey] = useState(() => crypto.randomUUID());

  useEffect(() => {
    if (Object.keys(errors).length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [errors]);

  const refused = (error: unknown) => {
    const found: Errors = {};
    const rest: string[] = [];
    for (const one of error instanceof ApiError ? error.errors : []) {
      const field = fields.find(({ name }) => name === one.path);
      if (field) found[field.name] = sayOne(one);
      else rest.push(sayOne(one));
    }
    const known = Object.keys(found).length > 0 || rest.length > 0;
    setErrors(found);
    setGeneral(known ? rest.join(" ") || null : say(error));
    if (error instanceof ApiError && error.status !== 0) renewKey(crypto.randomUUID());
  };

  const saving = useMutation({
    mutationFn: () =>
      row
        ? changeRow(list, row.id, bodyOfChange(fields, values, before))
        : createRow(list, bodyOfNew(fields, values), idempotencyKey),
    onError: refused,
    onSuccess: async ({ code }) => {
      notifyDone(t(row ? "saved" : "added", { code }));
      onClose();
      await refresh();
    },
  });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const faults = faultsOf(fields, values);
    setErrors(Object.fromEntries(Object.entries(faults).map(([name, fault]) => [name, t(`fault.${fault}`)])));
    setGeneral(null);
    if (Object.keys(faults).length > 0) return;
    if (row && Object.keys(bodyOfChange(fields, values, before)).length === 0) onClose();
    else saving.mutate();
  };

  return (
    <form ref={form} onSubmit={submit} noValidate>
      <Stack>
        {general ? (
          <Alert color="red" role="alert">
            {general}
          </Alert>
        ) : null}
        <RowFields
          list={list}
          row={row}
          fields={fields}
          values={values}
          errors={errors}
          onChange={(name, value) => {
            const next = { ...values, [name]: value };
            setValues(next);
            setErrors(({ [name]: _gone, ...others }) => others);
            onDirty(Object.keys(bodyOfChange(fields, next, before)).length > 0);
          }}
        />
        <Group justify="flex-end" mt="sm">
          <Button variant="default" onClick={onClose}>
            {common("cancel")}
          </Button>
          <Button type="submit" loading={saving.isPending}>
            {row ? common("save") : t(`add.${list}`)}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

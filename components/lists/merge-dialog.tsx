"use client";

import { Alert, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFormat } from "@/components/common/use-format";
import { mergePreviewQuery, mergeRow } from "@/lib/dimensions/queries";
import type { ListRow, MergedList } from "@/lib/dimensions/schema";
import { CodeSelect } from "./code-select";
import { useListActions } from "./use-list-actions";
import { useListProblem } from "./use-list-problem";

type Props = { list: MergedList; row: ListRow; onClose: () => void };

function MergeForm({ list, row, onClose }: Props) {
  const t = useTranslations("lists");
  const common = useTranslations("common");
  const format = useFormat();
  const { say } = useListProblem();
  const { tellMerged, refresh } = useListActions(list);
  const [into, setInto] = useState("");
  const preview = useQuery({ ...mergePreviewQuery(list, row.id, into), enabled: into !== "", retry: false });
  const merging = useMutation({
    mutationFn: () => mergeRow(list, row.id, { into, preview: false }),
    onSuccess: async ({ shownAs }) => {
      onClose();
      tellMerged(list, row, shownAs);
      await refresh();
    },
  });
  const problem = merging.error ?? preview.error;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (preview.data) merging.mutate();
      }}
    >
      <Stack>
        <Text size="sm">{t("mergeHint", { code: row.code })}</Text>
        <CodeSelect
          list={list}
          label={t("mergeInto")}
          value={into}
          onChange={(code) => {
            merging.reset();
            setInto(code);
          }}
          without={[row.code, "unassigned"]}
          required
          data-autofocus
        />
        <Text size="sm" {...(preview.data ? {} : { c: "dimmed" })} aria-live="polite" mih="2.5em">
          {preview.data
            ? t("mergePreview", {
                jobs: preview.data.jobs,
                spend: format.money(preview.data.spend, { currency: preview.data.currency }),
                into: preview.data.shownAs,
              })
            : t("mergePick", { code: row.code })}
        </Text>
        {problem ? (
          <Alert color="red" role="alert">
            {say(problem)}
          </Alert>
        ) : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common("cancel")}
          </Button>
          <Button type="submit" disabled={!preview.data} loading={merging.isPending}>
            {t("mergeDo")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

export function MergeDialog({ list, row, onClose }: Omit<Props, "row"> & { row: ListRow | null }) {
  const t = useTranslations("lists");
  const common = useTranslations("common");
  return (
    <Modal
      opened={row !== null}
      onClose={onClose}
      title={row ? t("mergeTitle", { code: row.code }) : ""}
      closeButtonProps={{ "aria-label": common("close") }}
    >
      {row ? <MergeForm key={row.id} list={list} row={row} onClose={onClose} /> : null}
    </Modal>
  );
}

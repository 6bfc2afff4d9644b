"use client";

import { Button, Group, Paper, Stack, Text, Textarea, TextInput, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { useCan } from "@/components/common/me-context";
import { notifyDone } from "@/components/common/notify";
import { CodeSelect } from "@/components/lists/code-select";
import { useListProblem } from "@/components/lists/use-list-problem";
import { changeRow, listsKey, motifQuery } from "@/lib/dimensions/queries";
import type { Motif } from "@/lib/dimensions/schema";
import classes from "./motifs.module.css";

function Form({ motif, onDone }: { motif: Motif; onDone: () => void }) {
  const t = useTranslations("review.motif");
  const { say } = useListProblem();
  const client = useQueryClient();
  const [name, setName] = useState(motif.name);
  const [assetType, setAssetType] = useState(motif.assetType ?? "");
  const [brief, setBrief] = useState(motif.brief ?? "");
  const { mutate, error, isPending } = useMutation({
    mutationFn: () =>
      changeRow("motifs", motif.id, {
        name: name.trim() || motif.code,
        assetType: assetType || null,
        brief: brief.trim() || null,
      }),
    onSuccess: (saved) => {
      client.setQueryData(motifQuery(motif.id).queryKey, saved);
      void client.invalidateQueries({ queryKey: listsKey });
      notifyDone(t("saved"));
      onDone();
    },
  });
  return (
    <form
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        mutate();
      }}
    >
      <Stack gap="sm">
        <TextInput
          label={t("nameLabel")}
          maxLength={200}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <CodeSelect
          list="asset-types"
          label={t("typeLabel")}
          placeholder={t("noType")}
          value={assetType}
          onChange={setAssetType}
        />
        <Textarea
          label={t("briefLabel")}
          autosize
          minRows={4}
          maxRows={16}
          maxLength={2_000}
          data-autofocus
          value={brief}
          onChange={({ currentTarget }) => setBrief(currentTarget.value)}
        />
        {error ? (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {say(error)}
          </Text>
        ) : null}
        <Group gap="xs">
          <Button type="submit" size="sm" loading={isPending}>
            {t("save")}
          </Button>
          <Button size="sm" variant="default" onClick={onDone}>
            {t("cancel")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

export function MotifBrief({ motif }: { motif: Motif }) {
  const t = useTranslations("review.motif");
  const lists = useCan("lists:write");
  const motifs = useCan("motifs:write");
  const [isEditing, setEditing] = useState(false);
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="brief-title">
      <Group justify="space-between" mb="sm">
        <Title order={2} id="brief-title">
          {t("brief")}
        </Title>
        {(lists || motifs) && !isEditing ? (
          <Button size="compact-sm" variant="default" onClick={() => setEditing(true)}>
            {t("edit")}
          </Button>
        ) : null}
      </Group>
      {isEditing ? (
        <Form motif={motif} onDone={() => setEditing(false)} />
      ) : (
        <Text size="sm" className={classes.words} c={motif.brief ? "inherit" : "dimmed"}>
          {motif.brief ?? t("noBrief")}
        </Text>
      )}
    </Paper>
  );
}

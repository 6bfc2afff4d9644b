"use client";

import { Alert, Button, Checkbox, Group, SimpleGrid, Stack, Text, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { type ProblemWords, useProblem } from "@/components/common/use-problem";
import { WriteDrawer } from "@/components/prices/write-drawer";
import { ApiError } from "@/lib/http/fetch-json";
import { type JobListParams, mendJobs, previewMend } from "@/lib/jobs/queries";
import type { MendedField, MendPreview } from "@/lib/jobs/schema/mend";
import { CodeField } from "./code-field";
import { assignmentOf, jobsAsked, type MendDraft, NO_MEND } from "./many";
import type { CodeOption } from "./match-codes";
import { MendMoves } from "./mend-moves";
import { MendRuns, notifyMended } from "./mend-runs";
import { useRefreshFigures } from "./use-job-form";
import { useCodes, useMotifs } from "./use-options";
import type { Chosen } from "./use-selection";

type Props = {
  opened: boolean;
  chosen: Chosen;
  count: number | null;
  params: JobListParams;
  onClose: () => void;
  onDone: () => void;
};

/** Moves many jobs: what to assign, what that moves, and then exactly that. */
export function MendDrawer(props: Props) {
  const t = useTranslations("jobs.mend");
  const isDirty = useRef(false);
  const { opened, onClose } = props;
  return (
    <WriteDrawer opened={opened} title={t("title")} dirty={() => isDirty.current} onClose={onClose}>
      <MendSteps {...props} onDirty={(dirty) => (isDirty.current = dirty)} />
    </WriteDrawer>
  );
}

const LISTS = {
  campaign: "campaigns",
  costCenter: "cost-centers",
  market: "markets",
  channel: "channels",
} as const satisfies Record<Exclude<MendedField, "motif">, string>;

function Places({ draft, set }: { draft: MendDraft; set: (change: Partial<MendDraft>) => void }) {
  const t = useTranslations("jobs.mend");
  const tj = useTranslations("jobs");
  const none: CodeOption = { code: "unassigned", name: tj("list.unassigned") };
  const lists = {
    campaign: useCodes(LISTS.campaign),
    costCenter: useCodes(LISTS.costCenter),
    market: useCodes(LISTS.market),
    channel: useCodes(LISTS.channel),
  };
  const motifs = useMotifs(draft.campaign);
  const options = (name: keyof typeof lists) =>
    lists[name] && [...lists[name], ...(name === "costCenter" ? [] : [none])];
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
      {(["campaign", "costCenter", "market", "channel"] as const).map((name) => (
        <CodeField
          key={name}
          name={name}
          label={name === "costCenter" ? t("costCenter") : tj(`field.${name}`)}
          placeholder={name === "costCenter" ? t("ofCampaign") : t("stays")}
          value={draft[name]}
          options={options(name)}
          onChange={(code) => set({ [name]: code })}
        />
      ))}
      <Stack gap={6}>
        <CodeField
          name="motif"
          label={tj("field.motif")}
          placeholder={t("stays")}
          free
          value={draft.motif}
          options={motifs}
          onChange={(motif) => set({ motif, noMotif: false })}
        />
        <Checkbox
          size="xs"
          label={t("noMotif")}
          checked={draft.noMotif}
          onChange={({ currentTarget: { checked } }) => set({ noMotif: checked, ...(checked ? { motif: "" } : {}) })}
        />
      </Stack>
    </SimpleGrid>
  );
}

const messagesOf = (error: unknown, { say, sayOne }: ProblemWords): string[] =>
  error instanceof ApiError && error.errors.length > 0 ? error.errors.map(sayOne) : [say(error)];

const isOutdated = (error: unknown) =>
  error instanceof ApiError && error.errors.some(({ code }) => code === "CHANGED_SINCE_PREVIEW");

/** Preview, and the correction that asks for exactly it; a repeat after a lost answer corrects once. */
function useMend({ chosen, params, onDone }: Props, draft: MendDraft) {
  const t = useTranslations("jobs.mend");
  const words = useProblem();
  const refresh = useRefreshFigures();
  const [seen, setSeen] = useState<MendPreview | null>(null);
  const [problems, setProblems] = useState<readonly string[]>([]);
  const asked = { ...jobsAsked(chosen, params), ...assignmentOf(draft) };
  const look = useMutation({
    mutationFn: () => previewMend(asked),
    onMutate: () => setProblems([]),
    onSuccess: setSeen,
    onError: (error) => setProblems(messagesOf(error, words)),
  });
  const apply = useMutation({
    mutationFn: ({ preview }: MendPreview) =>
      mendJobs({ ...asked, reason: draft.reason.trim(), preview }, `mend-${preview}`),
    onMutate: () => setProblems([]),
    onSuccess: (run) => {
      notifyMended(run);
      refresh();
      onDone();
    },
    onError: (error) => {
      setProblems(isOutdated(error) ? [t("outdated")] : messagesOf(error, words));
      if (isOutdated(error)) previewMend(asked).then(setSeen, () => setSeen(null));
    },
  });
  return { seen, problems, look, apply, back: () => setSeen(null) };
}

function MendSteps(props: Props & { onDirty: (dirty: boolean) => void }) {
  const t = useTranslations("jobs.mend");
  const tj = useTranslations("jobs");
  const { count, onDirty } = props;
  const [draft, setDraft] = useState(NO_MEND);
  const [isReasonMissing, setReasonMissing] = useState(false);
  const { seen, problems, look, apply, back } = useMend(props, draft);
  const isNothing = Object.keys(assignmentOf(draft)).length === 0;

  function set(change: Partial<MendDraft>): void {
    setDraft((now) => ({ ...now, ...change }));
    onDirty(true);
  }

  function submit(): void {
    const missing = draft.reason.trim() === "";
    setReasonMissing(missing);
    if (!missing && !isNothing) look.mutate();
  }

  const refused =
    problems.length > 0 ? (
      <Alert color="red" variant="light" role="alert">
        {problems.map((problem) => (
          <Text key={problem} size="sm">
            {problem}
          </Text>
        ))}
      </Alert>
    ) : null;

  if (seen)
    return (
      <Stack gap="md">
        <MendMoves preview={seen} />
        {refused}
        <Group justify="space-between">
          <Button variant="default" onClick={back} disabled={apply.isPending}>
            {t("back")}
          </Button>
          <Button loading={apply.isPending} disabled={seen.jobs === 0} onClick={() => apply.mutate(seen)}>
            {t("apply", { count: seen.jobs })}
          </Button>
        </Group>
      </Stack>
    );
  return (
    <Stack gap="xl">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Stack gap="md">
          <Text size="sm">{t("says", { count: count ?? 0 })}</Text>
          <Places draft={draft} set={set} />
          <Textarea
            label={tj("correction.reason")}
            description={tj("correction.reasonHint")}
            required
            autosize
            minRows={2}
            maxLength={500}
            value={draft.reason}
            onChange={({ currentTarget: { value } }) => set({ reason: value })}
            error={isReasonMissing && draft.reason.trim() === "" ? tj("correction.reasonNeeded") : undefined}
          />
          {refused}
          <Button type="submit" loading={look.isPending} disabled={isNothing}>
            {t("look")}
          </Button>
          {isNothing ? (
            <Text size="xs" c="dimmed" ta="center">
              {t("chooseFirst")}
            </Text>
          ) : null}
        </Stack>
      </form>
      <MendRuns />
    </Stack>
  );
}

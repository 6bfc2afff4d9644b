"use client";

import { Alert, Button, Drawer, List, NativeSelect, SimpleGrid, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { AmountInput } from "@/components/common/amount-input";
import { useMe } from "@/components/common/me-context";
import { notifyDone } from "@/components/common/notify";
import { useProblem } from "@/components/common/use-problem";
import { correctJob } from "@/lib/jobs/queries";
import { KINDS, STAGES, STATUSES } from "@/lib/jobs/rules/vocabulary";
import type { CorrectionInput } from "@/lib/jobs/schema";
import type { JobDetail } from "@/lib/jobs/schema/detail";
import { CodeField } from "./code-field";
import { type CorrectionDraft, changesOf, correctionDraft, problemsOfCorrection } from "./correction";
import { useUnits } from "./fields";
import classes from "./jobs.module.css";
import { ProblemText } from "./problem-text";
import { failureOf } from "./problems";
import type { FieldProblems } from "./to-job-input";
import { useRefreshFigures } from "./use-job-form";
import { useModels } from "./use-models";
import { useCodes, useMotifs } from "./use-options";

type FieldsProps = {
  draft: CorrectionDraft;
  set: (changes: Partial<CorrectionDraft>) => void;
  problems: FieldProblems;
};

const problemText = (problems: FieldProblems, field: keyof FieldProblems) => {
  const problem = problems[field];
  return problem ? <ProblemText problem={problem} /> : undefined;
};

function CostFields({ job, draft, set, problems }: FieldsProps & { job: JobDetail }) {
  const t = useTranslations("jobs");
  const units = useUnits(draft.unit);
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
      {job.attempts > 1 ? (
        <NativeSelect
          label={t("correction.attempt")}
          value={String(draft.attempt)}
          onChange={({ currentTarget }) => set({ attempt: Number(currentTarget.value) })}
          data={job.attemptList.map(({ index }) => ({
            value: String(index),
            label: t(index === job.attempts ? "correction.attemptLast" : "page.attempt", { number: index }),
          }))}
        />
      ) : null}
      <AmountInput
        label={t("correction.cost")}
        placeholder={t("correction.costHint")}
        value={draft.amount}
        onChange={(amount) => set({ amount })}
        error={problemText(problems, "amount")}
      />
      <NativeSelect
        label={t("field.unit")}
        value={draft.unit}
        onChange={({ currentTarget }) => set({ unit: currentTarget.value })}
        data={units}
        error={problemText(problems, "unit")}
      />
    </SimpleGrid>
  );
}

function WorkFields({ draft, set, problems }: FieldsProps) {
  const t = useTranslations("jobs");
  const choose = <T extends string>(choices: readonly T[], value: string, fallback: T) =>
    choices.find((choice) => choice === value) ?? fallback;
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
      <CodeField
        name="provider"
        label={t("field.provider")}
        value={draft.provider}
        options={useCodes("providers")}
        problem={problems.provider}
        onChange={(provider) => set({ provider })}
      />
      <CodeField
        name="model"
        label={t("field.model")}
        free
        value={draft.model}
        options={useModels(draft.provider)}
        problem={problems.model}
        onChange={(model) => set({ model })}
      />
      <NativeSelect
        label={t("field.kind")}
        value={draft.kind}
        onChange={({ currentTarget }) => set({ kind: choose(KINDS, currentTarget.value, draft.kind) })}
        data={KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
        error={problemText(problems, "kind")}
      />
      <NativeSelect
        label={t("field.stage")}
        value={draft.stage ?? ""}
        onChange={({ currentTarget }) => set({ stage: STAGES.find((stage) => stage === currentTarget.value) ?? null })}
        data={[
          ...(draft.stage === null ? [{ value: "", label: t("page.nothing") }] : []),
          ...STAGES.map((stage) => ({ value: stage, label: t(`stage.${stage}`) })),
        ]}
        error={problemText(problems, "stage")}
      />
      <NativeSelect
        label={t("field.status")}
        value={draft.status}
        onChange={({ currentTarget }) => set({ status: choose(STATUSES, currentTarget.value, draft.status) })}
        data={STATUSES.map((status) => ({ value: status, label: t(`status.${status}`) }))}
        error={problemText(problems, "status")}
      />
      <TextInput
        label={t("field.delivered")}
        inputMode="numeric"
        value={draft.delivered}
        onChange={({ currentTarget }) => set({ delivered: currentTarget.value })}
        error={problemText(problems, "delivered")}
      />
      <TextInput
        type="datetime-local"
        label={t("field.when")}
        value={draft.when}
        onChange={({ currentTarget }) => set({ when: currentTarget.value })}
        error={problemText(problems, "when")}
      />
    </SimpleGrid>
  );
}

function PlaceFields({ draft, set, problems }: FieldsProps) {
  const t = useTranslations("jobs");
  const lists = { campaign: useCodes("campaigns"), market: useCodes("markets"), channel: useCodes("channels") };
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
      {(["campaign", "market", "channel"] as const).map((name) => (
        <CodeField
          key={name}
          name={name}
          label={t(`field.${name}`)}
          placeholder={t("list.unassigned")}
          value={draft[name]}
          options={lists[name]}
          problem={problems[name]}
          onChange={(code) => set({ [name]: code })}
        />
      ))}
      <CodeField
        name="motif"
        label={t("field.motif")}
        placeholder={t("correction.remove")}
        free
        value={draft.motif}
        options={useMotifs(draft.campaign)}
        problem={problems.motif}
        onChange={(motif) => set({ motif })}
      />
    </SimpleGrid>
  );
}

/** One key per content, so that a repeat after a lost answer corrects once. */
function useCorrect(jobId: string) {
  const sent = useRef({ body: "", key: "" });
  return useMutation({
    mutationFn: (correction: CorrectionInput) => {
      const body = JSON.stringify(correction);
      if (sent.current.body !== body) sent.current = { body, key: crypto.randomUUID() };
      return correctJob({ id: jobId, correction, idempotencyKey: sent.current.key });
    },
  });
}

function useCorrectionForm(job: JobDetail, onDone: () => void) {
  const t = useTranslations("jobs");
  const tc = useTranslations("common");
  const { timeZone } = useMe().organization;
  const refresh = useRefreshFigures();
  const [before] = useState(() => correctionDraft(job, timeZone));
  const [draft, setDraft] = useState(before);
  const [reason, setReason] = useState("");
  const [problems, setProblems] = useState<FieldProblems>({});
  const [messages, setMessages] = useState<readonly string[]>([]);
  const [isReasonMissing, setReasonMissing] = useState(false);
  const correct = useCorrect(job.id);
  const words = useProblem();
  const changes = changesOf(before, draft, timeZone);

  function submit() {
    const found = problemsOfCorrection(draft, timeZone);
    setProblems(found);
    setMessages([]);
    setReasonMissing(reason.trim() === "");
    if (Object.keys(found).length > 0 || reason.trim() === "" || !changes) return;
    correct.mutate(
      { reason: reason.trim(), ...changes },
      {
        onSuccess: () => {
          notifyDone(t("correction.saved"));
          refresh();
          onDone();
        },
        onError: (error) => {
          const { failure, fields } = failureOf(error, words);
          setProblems(fields);
          setMessages(
            failure.kind === "refused" ? failure.messages : [tc(failure.kind === "unreached" ? "offline" : "failed")],
          );
        },
      },
    );
  }

  const set = (next: Partial<CorrectionDraft>) => setDraft((old) => ({ ...old, ...next }));
  return {
    draft,
    set,
    reason,
    setReason,
    problems,
    messages,
    isReasonMissing,
    changes,
    submit,
    isSaving: correct.isPending,
  };
}

function CorrectionForm({ job, onDone }: { job: JobDetail; onDone: () => void }) {
  const t = useTranslations("jobs");
  const form = useCorrectionForm(job, onDone);
  const { draft, set, problems } = form;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        form.submit();
      }}
    >
      <Stack gap="md">
        <Text size="sm">
          {t("correction.says")} {t("correction.saysSmall")}
        </Text>
        {form.messages.length > 0 ? (
          <Alert color="red" variant="light" title={t("form.refusedOther")} role="alert">
            <List size="sm">
              {form.messages.map((message) => (
                <List.Item key={message}>{message}</List.Item>
              ))}
            </List>
          </Alert>
        ) : null}
        <CostFields job={job} draft={draft} set={set} problems={problems} />
        <WorkFields draft={draft} set={set} problems={problems} />
        <PlaceFields draft={draft} set={set} problems={problems} />
        <Textarea
          label={t("correction.reason")}
          description={t("correction.reasonHint")}
          required
          autosize
          minRows={2}
          maxLength={500}
          value={form.reason}
          onChange={({ currentTarget }) => form.setReason(currentTarget.value)}
          error={form.isReasonMissing && form.reason.trim() === "" ? t("correction.reasonNeeded") : undefined}
        />
        <Button type="submit" loading={form.isSaving} disabled={!form.changes}>
          {t("correction.save")}
        </Button>
        {form.changes ? null : (
          <Text size="xs" c="dimmed" ta="center">
            {t("correction.nothing")}
          </Text>
        )}
      </Stack>
    </form>
  );
}

type Props = { job: JobDetail; isOpen: boolean; onClose: () => void };

export function CorrectionDrawer({ job, isOpen, onClose }: Props) {
  const t = useTranslations("jobs");
  const tc = useTranslations("common");
  return (
    <Drawer.Root opened={isOpen} onClose={onClose} position="right" size="lg">
      <Drawer.Overlay />
      <Drawer.Content>
        {/* Not Drawer.Header: its header element would be a second banner of the page. */}
        <div className={classes.drawerHead}>
          <Drawer.Title className={classes.drawerTitle}>{t("correction.title")}</Drawer.Title>
          <Drawer.CloseButton aria-label={tc("close")} />
        </div>
        <Drawer.Body>
          <CorrectionForm key={job.revision} job={job} onDone={onClose} />
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}

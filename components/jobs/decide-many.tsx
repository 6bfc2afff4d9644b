"use client";

import { Button, Checkbox, Group, Modal, NativeSelect, Progress, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useId, useRef, useState } from "react";
import { NotYet } from "@/components/common/answered";
import { notifyDone, notifyFailed } from "@/components/common/notify";
import { Loading } from "@/components/common/states";
import { listQuery } from "@/lib/dimensions/queries";
import { allJobsQuery, type JobListParams } from "@/lib/jobs/queries";
import type { Job } from "@/lib/jobs/schema";
import { reviewAssets, reviewsKey } from "@/lib/reviews/queries";
import type { AssetReviewInput, ReviewBatchAnswer } from "@/lib/reviews/schema";
import { countPictures, decisionsBack, decisionsOnAll, pieces } from "./many";
import { useRefreshFigures } from "./use-job-form";
import type { Chosen } from "./use-selection";

const DECISIONS = ["approved", "approved_with_changes", "changes_requested", "rejected"] as const;
/** What the server takes at once. */
const AT_ONCE = 200;

type Props = {
  opened: boolean;
  chosen: Chosen;
  /** The rows that are shown. */
  jobs: readonly Job[];
  params: JobListParams;
  onClose: () => void;
  onDone: () => void;
};

/** One decision on all pictures of the chosen jobs. */
export function DecideMany(props: Props) {
  const t = useTranslations("jobs.many");
  const tc = useTranslations("common");
  const { opened, onClose } = props;
  return (
    <Modal opened={opened} onClose={onClose} title={t("title")} closeButtonProps={{ "aria-label": tc("close") }}>
      {opened ? <Chooser {...props} /> : null}
    </Modal>
  );
}

function Chooser(props: Props) {
  const { chosen, jobs, params } = props;
  const isAll = chosen.kind === "all";
  const query = useQuery({ ...allJobsQuery(params), enabled: isAll });
  if (isAll && !query.data)
    return (
      <NotYet of={query}>
        <Loading rows={4} />
      </NotYet>
    );
  const found = isAll ? (query.data ?? []) : jobs.filter(({ id }) => chosen.ids.has(id));
  return <DecideForm {...props} found={found} />;
}

type Results = ReviewBatchAnswer["results"];

/** Sends them piece by piece; each piece has a key of its own, so that a repeat after a lost answer decides nothing twice. */
function useSendMany(onPiece: (count: number) => void) {
  const client = useQueryClient();
  const refresh = useRefreshFigures();
  const keys = useRef(new Map<string, string>());
  return useMutation({
    mutationFn: async (reviews: readonly AssetReviewInput[]) => {
      const results: Results = [];
      for (const piece of pieces(reviews, AT_ONCE)) {
        const body = JSON.stringify(piece);
        const key = keys.current.get(body) ?? crypto.randomUUID();
        keys.current.set(body, key);
        results.push(...(await reviewAssets(piece, key)).results);
        onPiece(piece.length);
      }
      const stored = results.filter(({ state }) => state === "stored").length;
      return { results, stored, refused: results.length - stored };
    },
    onSettled: () => {
      refresh();
      void client.invalidateQueries({ queryKey: reviewsKey });
    },
  });
}

/** What was stored, with the way back. */
function Done({ said, results, id }: { said: string; results: Results; id: string }) {
  const t = useTranslations("jobs.many");
  const back = decisionsBack(results);
  const undo = useSendMany(() => undefined);
  const takeBack = () =>
    undo.mutate(back, {
      onSuccess: ({ stored, refused }) => {
        notifications.hide(id);
        notifyDone(wordsOf([t("undone", { count: stored }), refused > 0 && t("stayed", { count: refused })]));
      },
      onError: (error) => notifyFailed(error, t("undoFailed")),
    });
  return (
    <Stack gap={6} align="flex-start">
      <Text size="sm">{said}</Text>
      {back.length > 0 ? (
        <Button size="compact-sm" variant="default" loading={undo.isPending} onClick={takeBack}>
          {t("undo")}
        </Button>
      ) : null}
    </Stack>
  );
}

const wordsOf = (sentences: readonly (string | false)[]) => sentences.filter(Boolean).join(" ");

function useDecideMany(onDone: () => void) {
  const t = useTranslations("jobs.many");
  const [sent, setSent] = useState(0);
  const send = useSendMany((count) => setSent((before) => before + count));
  const decide = (reviews: readonly AssetReviewInput[]) =>
    send.mutate(reviews, {
      onSuccess: ({ results, stored, refused }) => {
        const id = `decided-${crypto.randomUUID()}`;
        const said = wordsOf([t("done", { count: stored }), refused > 0 && t("refused", { count: refused })]);
        notifyDone(<Done said={said} results={results} id={id} />, undefined, { id, autoClose: 20_000 });
        onDone();
      },
      onError: (error) => {
        setSent(0);
        notifyFailed(error, t("failed"));
      },
    });
  return { decide, isPending: send.isPending, sent };
}

function DecideForm({ found, onClose, onDone }: Props & { found: readonly Job[] }) {
  const t = useTranslations("jobs.many");
  const tj = useTranslations("jobs");
  const tc = useTranslations("common");
  const reasons = useQuery(listQuery("review-reasons")).data ?? [];
  const [decision, setDecision] = useState<(typeof DECISIONS)[number]>("approved");
  const [reason, setReason] = useState("");
  const [alsoDecided, setAlsoDecided] = useState(false);
  const { decide, isPending, sent } = useDecideMany(onDone);
  const hint = useId();
  const counts = countPictures(found);
  const reviews = decisionsOnAll(found, { decision, reason, alsoDecided });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (reviews.length > 0) decide(reviews);
      }}
    >
      <Stack gap="md">
        <Text size="sm">{t("says", { jobs: found.length, open: counts.open, decided: counts.decided })}</Text>
        <NativeSelect
          label={t("decision")}
          value={decision}
          data={DECISIONS.map((value) => ({ value, label: tj(`decision.${value}`) }))}
          onChange={({ currentTarget: { value } }) => setDecision(DECISIONS.find((one) => one === value) ?? "approved")}
        />
        <NativeSelect
          label={t("reason")}
          value={reason}
          data={[
            { value: "", label: t("noReason") },
            ...reasons.filter(({ archived }) => !archived).map(({ name }) => ({ value: name, label: name })),
          ]}
          onChange={({ currentTarget: { value } }) => setReason(value)}
        />
        {counts.decided > 0 ? (
          <Checkbox
            label={t("alsoDecided", { count: counts.decided })}
            checked={alsoDecided}
            onChange={({ currentTarget: { checked } }) => setAlsoDecided(checked)}
          />
        ) : null}
        {isPending ? <Progress value={(100 * sent) / Math.max(1, reviews.length)} aria-label={t("progress")} /> : null}
        <Text id={hint} size="xs" c="dimmed">
          {reviews.length === 0 ? t("nothing") : t("hint")}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} disabled={isPending}>
            {tc("cancel")}
          </Button>
          <Button type="submit" loading={isPending} disabled={reviews.length === 0} aria-describedby={hint}>
            {t("confirm", { count: reviews.length })}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

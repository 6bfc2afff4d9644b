"use client";

import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useProblem } from "@/components/common/use-problem";
import { ApiError } from "@/lib/http/fetch-json";
import classes from "./board.module.css";
import type { OutboxEntry } from "./outbox";
import type { OutboxSender } from "./outbox-sender";
import { useOutboxState } from "./use-outbox";

type Words = ReturnType<typeof useTranslations<"review">>;
type JobWords = ReturnType<typeof useTranslations<"jobs">>;

function whatHappened(t: Words, tj: JobWords, refusal: string, { label, trouble }: OutboxEntry): string {
  const theirs = trouble?.theirs;
  const last = theirs?.last;
  if (trouble?.code === "STALE_VERSION") return t("trouble.version", { label, version: theirs?.version ?? 0 });
  if (trouble?.code === "DECIDED_MEANWHILE" && last)
    return t("trouble.decided", { label, who: last.by ?? t("system"), decision: tj(`pictureState.${last.decision}`) });
  if (trouble?.code === "DECIDED_MEANWHILE") return t("trouble.withdrawn", { label });
  if (trouble?.code === "NOT_FOUND") return t("trouble.gone", { label });
  return t("trouble.refused", { label, message: refusal });
}

function Trouble({
  entry,
  sender,
  onShow,
}: {
  entry: OutboxEntry;
  sender: OutboxSender;
  onShow: (id: string) => void;
}) {
  const t = useTranslations("review");
  const tj = useTranslations("jobs");
  const { review, trouble } = entry;
  const last = trouble?.theirs?.last ?? null;
  const { say, sayOne } = useProblem();
  const words = (reason?: string | null, comment?: string | null) => [reason, comment].filter(Boolean).join(" – ");
  // A whole request that was refused is known by its status, one decision by its code.
  const isWhole = /^\d+$/.test(trouble?.code ?? "");
  const refusal = isWhole
    ? say(new ApiError(Number(trouble?.code), ""))
    : sayOne({ code: trouble?.code ?? "", message: trouble?.message ?? "" });
  const theirWords = words(last?.reason, last?.comment);
  const ownWords = words(review.reason, review.comment);
  return (
    <li className={classes.trouble}>
      <Text size="sm" fw={600}>
        {whatHappened(t, tj, refusal, entry)}
      </Text>
      <dl className={classes.sides}>
        {last ? (
          <div>
            <dt>{t("theirs")}</dt>
            <dd>
              {tj(`pictureState.${last.decision}`)}
              {theirWords ? ` – “${theirWords}”` : null}
            </dd>
          </div>
        ) : null}
        <div>
          <dt>{t("yours")}</dt>
          <dd>
            {tj(`pictureState.${review.decision}`)}
            {ownWords ? ` – “${ownWords}”` : null}
          </dd>
        </div>
      </dl>
      <Group gap="xs">
        <Button size="xs" variant="default" onClick={() => sender.drop(entry.key)}>
          {t(last ? "keepTheirs" : "letGo")}
        </Button>
        <Button size="xs" variant="default" onClick={() => onShow(review.id)}>
          {t("lookAtIt")}
        </Button>
        {trouble?.code === "NOT_FOUND" ? null : (
          <Button size="xs" onClick={() => sender.insist(entry)}>
            {t("decideAgain", { decision: tj(`decision.${review.decision}`) })}
          </Button>
        )}
      </Group>
    </li>
  );
}

type Props = { sender: OutboxSender; onShow: (id: string) => void };

/** Decisions that the server did not take as they were: theirs beside yours, and the word is yours. */
export function Troubles({ sender, onShow }: Props) {
  const t = useTranslations("review");
  const { entries } = useOutboxState(sender);
  const open = entries.filter(({ trouble }) => trouble !== null);
  if (open.length === 0) return null;
  return (
    <Alert
      color="gray"
      variant="light"
      icon={<IconUsers aria-hidden />}
      title={t("trouble.title", { count: open.length })}
      role="alert"
      className={classes.troubles}
    >
      <Stack component="ul" gap="md" className={classes.plainList}>
        {open.map((entry) => (
          <Trouble key={entry.key} entry={entry} sender={sender} onShow={onShow} />
        ))}
      </Stack>
    </Alert>
  );
}

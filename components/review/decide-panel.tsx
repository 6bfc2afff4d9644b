"use client";

import {
  Anchor,
  Badge,
  Button,
  Collapse,
  Group,
  Kbd,
  Stack,
  Text,
  Textarea,
  Title,
  UnstyledButton,
} from "@mantine/core";
import { IconMinus, IconThumbDown, IconThumbUp } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { memo, type RefObject, useState } from "react";
import { Amount } from "@/components/common/amount";
import { Link } from "@/components/common/link";
import { useCan } from "@/components/common/me-context";
import { useFormat } from "@/components/common/use-format";
import { PageLink } from "@/components/kpi/page-link";
import { listQuery } from "@/lib/dimensions/queries";
import type { ReviewReason } from "@/lib/dimensions/schema";
import { CRITERIA, type Criteria, type DECISIONS, type Decision, type QueuedAsset } from "@/lib/reviews/schema";
import type { Board } from "./board";
import { KEY_OF, keyOfReason } from "./keys";
import { MotifMoney } from "./motif-money";
import type { OutboxEntry } from "./outbox";
import classes from "./panel.module.css";
import { placeOf, type Remarks, type Session, shownState } from "./session";
import { STATE_COLOR } from "./words";

const BUTTONS = [
  "approved",
  "approved_with_changes",
  "changes_requested",
  "rejected",
] as const satisfies readonly Exclude<(typeof DECISIONS)[number], "withdrawn">[];

/** Reasons that may be chosen, in the order of their keys. */
export function useReasons(): readonly ReviewReason[] {
  const { data } = useQuery(listQuery("review-reasons"));
  return data?.filter(({ archived }) => !archived) ?? [];
}

const Facts = memo(function Facts({ row }: { row: QueuedAsset }) {
  const t = useTranslations("review");
  const tj = useTranslations("jobs");
  const format = useFormat();
  const made = [row.provider.name, row.model].filter(Boolean).join(" · ");
  const how = [
    tj(`kind.${row.kind}`),
    row.stage ? tj(`stage.${row.stage}`) : null,
    row.width && row.height ? `${row.width} × ${row.height} px` : null,
    row.steps === null ? null : t("steps", { count: row.steps }),
    row.seed ? t("seed", { seed: row.seed }) : null,
  ].filter(Boolean);
  const where = [row.market, row.channel].filter(({ code }) => code !== "unassigned").map(({ name }) => name);
  const isAssigned = row.campaign.code !== "unassigned";
  return (
    <Stack gap={2}>
      <Text size="sm">{made}</Text>
      <Text size="sm" c="dimmed">
        {how.join(" · ")}
      </Text>
      <Text size="sm" c="dimmed">
        {isAssigned ? (
          <PageLink dimension="campaign" code={row.campaign.code} underline="always">
            {row.campaign.name}
          </PageLink>
        ) : null}
        {isAssigned && where.length > 0 ? " · " : null}
        {where.join(" · ")}
      </Text>
      <Text size="sm" c="dimmed">
        {t("madeBy", { when: format.dateTime(row.occurredAt), who: row.createdBy ?? t("system") })}
        {" · "}
        <Anchor component={Link} size="sm" underline="always" href={`/jobs/${row.jobId}` as Route}>
          {t("job", { count: row.pictures })}
        </Anchor>
      </Text>
    </Stack>
  );
});

export const PictureCost = memo(function PictureCost({ row }: { row: QueuedAsset }) {
  const t = useTranslations("review");
  const hasVersions = /[1-9]/.test(row.versionsCost);
  return (
    <Text size="sm" component="div">
      {t("thisPicture")} <Amount className={classes.figure} value={row.cost} currency={row.currency} />
      {row.cost === null ? ` (${t("unpriced")})` : null}
      {hasVersions ? (
        <>
          {" "}
          {t("itsVersions")} <Amount className={classes.figure} value={row.versionsCost} currency={row.currency} />
        </>
      ) : null}
    </Text>
  );
});

const NEXT = { unset: true, true: false, false: undefined } as const;

/** Not said → good → weak → not said. */
export function nextJudgement(now: boolean | undefined): boolean | undefined {
  return NEXT[now === undefined ? "unset" : (String(now) as "true" | "false")];
}

const CriteriaRow = memo(function CriteriaRow({ board, criteria }: { board: Board; criteria: Criteria }) {
  const t = useTranslations("review");
  const judge = (name: (typeof CRITERIA)[number]) =>
    board.remark((now) => ({ ...now, criteria: { ...now.criteria, [name]: nextJudgement(now.criteria[name]) } }));
  return (
    <fieldset className={classes.criteria} aria-label={t("criteriaTitle")}>
      {CRITERIA.map((name, at) => {
        const value = criteria[name];
        const word = t(value === undefined ? "judged.unset" : value ? "judged.good" : "judged.weak");
        const Icon = value === undefined ? IconMinus : value ? IconThumbUp : IconThumbDown;
        return (
          <UnstyledButton
            key={name}
            className={classes.criterion}
            data-value={value === undefined ? "unset" : value ? "good" : "weak"}
            onClick={() => judge(name)}
          >
            <span className={classes.criterionName}>{t(`criteria.${name}`)}</span>
            <span className={classes.criterionValue}>
              <Icon size={15} aria-hidden /> {word}
              <Kbd size="xs" className={classes.chipKey} aria-hidden>
                {at + 1}
              </Kbd>
            </span>
          </UnstyledButton>
        );
      })}
    </fieldset>
  );
});

/** A reason chosen again is taken back. */
export const toggledReason = (now: string, name: string) => (now === name ? "" : name);

type CommentRef = RefObject<HTMLTextAreaElement | null>;

const Reasons = memo(function Reasons({
  board,
  reason,
  text,
  comment,
}: {
  board: Board;
  reason: Remarks["reason"];
  text: Remarks["comment"];
  comment: CommentRef;
}) {
  const t = useTranslations("review");
  const reasons = useReasons();
  return (
    <Stack gap="xs">
      <fieldset className={classes.reasons} aria-label={t("reasonsTitle")}>
        {reasons.map(({ id, name }, at) => (
          <UnstyledButton
            key={id}
            className={classes.reason}
            aria-pressed={reason === name}
            onClick={() => board.remark((now) => ({ ...now, reason: toggledReason(now.reason, name) }))}
          >
            {name}
            {keyOfReason(at) ? (
              <Kbd size="xs" className={classes.chipKey} aria-hidden>
                {keyOfReason(at)}
              </Kbd>
            ) : null}
          </UnstyledButton>
        ))}
      </fieldset>
      <Textarea
        ref={comment}
        label={t("comment")}
        size="sm"
        autosize
        minRows={1}
        maxRows={5}
        maxLength={2_000}
        value={text}
        onChange={({ currentTarget: { value } }) => board.remark((now) => ({ ...now, comment: value }))}
        onKeyDown={(event) => {
          if (event.key === "Escape") event.currentTarget.blur();
        }}
      />
    </Stack>
  );
});

export const DecisionButtons = memo(function DecisionButtons({
  onDecide,
  size = "sm",
}: {
  onDecide: (decision: Decision) => void;
  size?: "sm" | "md";
}) {
  const tj = useTranslations("jobs");
  return (
    <div className={classes.decisions} data-large={size === "md" || undefined}>
      {BUTTONS.map((decision) => (
        <Button
          key={decision}
          size={size}
          variant={decision === "approved" ? "filled" : "default"}
          justify="space-between"
          className={classes.decision}
          data-decision={decision}
          rightSection={
            <Kbd size="xs" className={classes.buttonKey} aria-hidden>
              {KEY_OF[decision]}
            </Kbd>
          }
          onClick={() => onDecide(decision)}
        >
          {tj(`decision.${decision}`)}
        </Button>
      ))}
    </div>
  );
});

type PanelProps = {
  board: Board;
  session: Session;
  pending: ReadonlyMap<string, OutboxEntry>;
  onDecide: (decision: Decision) => void;
  comment: CommentRef;
};

function LastDecision({ row }: { row: QueuedAsset }) {
  const t = useTranslations("review");
  const tj = useTranslations("jobs");
  const format = useFormat();
  const { last } = row;
  if (!last) return null;
  const words = [last.reason, last.comment].filter(Boolean).join(" – ");
  return (
    <Text size="sm" c="dimmed">
      {t("lastDecision", {
        ...{
          decision: tj(`pictureState.${last.decision}`),
          who: last.by ?? t("system"),
          when: format.dateTime(last.at),
        },
      })}
      {last.version === row.version ? null : ` ${t("ofVersion", { version: last.version, now: row.version })}`}
      {words ? ` “${words}”` : null}
    </Text>
  );
}

/** Beside the picture: what it is, what it costs and what deciding does, and the means to decide. */
export function DecidePanel({ board, session, pending, onDecide, comment }: PanelProps) {
  const t = useTranslations("review");
  const tj = useTranslations("jobs");
  const mayDecide = useCan("reviews:decide");
  const { rows, chosen, remarks } = session;
  const row = rows[placeOf(session)];
  const [isPromptOpen, setPromptOpen] = useState(false);
  if (!row) return null;
  const state = shownState(row, pending);
  return (
    <Stack gap="md" component="section" aria-label={t("panel")} className={classes.panel}>
      <Stack gap={4}>
        <Group gap="xs" justify="space-between" wrap="nowrap">
          <Title order={2} size="h3" className={classes.panelTitle}>
            {row.motif ? (
              <Anchor component={Link} inherit href={`/motifs/${row.motif.id}` as Route}>
                {row.motif.name}
              </Anchor>
            ) : (
              t("withoutMotif")
            )}
          </Title>
          <Badge variant="light" color={STATE_COLOR[state]} className={classes.noShrink}>
            {tj(`pictureState.${state}`)}
          </Badge>
        </Group>
        <Text size="sm" c="dimmed">
          {[
            t("picture", { number: row.index, count: row.pictures }),
            row.version > 1 ? t("version", { version: row.version }) : null,
            row.motif ? t("round", { round: row.iteration ?? 1 }) : null,
          ]
            .filter(Boolean)
            .join(" · ")}
        </Text>
        {row.newVersionSince ? (
          <Text size="sm" fw={600} c="var(--near)">
            {t("newVersion")}
          </Text>
        ) : null}
        <LastDecision row={row} />
      </Stack>
      <Stack gap={6}>
        <PictureCost row={row} />
        <MotifMoney row={row} state={state} />
      </Stack>
      {mayDecide ? (
        <>
          {chosen.size > 1 ? (
            <Text size="sm" fw={600}>
              {t("forChosen", { count: chosen.size })}
            </Text>
          ) : null}
          <div className={classes.wideOnly}>
            <DecisionButtons onDecide={onDecide} />
          </div>
          <CriteriaRow board={board} criteria={remarks.criteria} />
          <Reasons board={board} reason={remarks.reason} text={remarks.comment} comment={comment} />
        </>
      ) : (
        <Text size="sm" c="dimmed">
          {t("mayNotDecide")}
        </Text>
      )}
      <Facts row={row} />
      {row.prompt ? (
        <div>
          <UnstyledButton
            className={classes.promptToggle}
            aria-expanded={isPromptOpen}
            onClick={() => setPromptOpen(!isPromptOpen)}
          >
            {t(isPromptOpen ? "hidePrompt" : "showPrompt")}
          </UnstyledButton>
          <Collapse expanded={isPromptOpen}>
            <Text size="sm" className={classes.prompt}>
              {row.prompt}
            </Text>
          </Collapse>
        </div>
      ) : null}
    </Stack>
  );
}

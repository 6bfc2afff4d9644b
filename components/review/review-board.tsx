"use client";

import { ActionIcon, Button, Group, Stack, Text } from "@mantine/core";
import { useDisclosure, useMediaQuery } from "@mantine/hooks";
import { IconArrowBackUp, IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { memo, useCallback, useEffect, useMemo, useRef } from "react";
import { Link } from "@/components/common/link";
import { useCan } from "@/components/common/me-context";
import { PageHeader } from "@/components/common/page-header";
import { EmptyState, ErrorState, Loading } from "@/components/common/states";
import { OWN_HELP, useSingleKeys } from "@/components/shell/use-shortcuts";
import { ViewMenu } from "@/components/views/view-menu";
import { ViewNotice } from "@/components/views/view-notice";
import { motifRoundsQuery } from "@/lib/jobs/queries";
import { CRITERIA, type Decision } from "@/lib/reviews/schema";
import type { Board } from "./board";
import classes from "./board.module.css";
import { BoardBar, BoardHead } from "./board-bar";
import { type BoardUrl, boardParsers, queueParamsOf } from "./board-url";
import { Compare } from "./compare";
import { DecidePanel, DecisionButtons, nextJudgement, PictureCost, toggledReason, useReasons } from "./decide-panel";
import { KeyHelp, KeyLegend } from "./key-help";
import { actionFor, type BoardAction } from "./keys";
import type { OutboxSender } from "./outbox-sender";
import { PictureGrid } from "./picture-grid";
import { largePictureUrl, ReviewPicture } from "./review-picture";
import { pendingOf, placeOf, type Session } from "./session";
import { Troubles } from "./troubles";
import { type QueueQuery, useBoard, useSession } from "./use-board";
import { useOutbox, useOutboxState } from "./use-outbox";
import { usePictureName } from "./words";

/** Columns of the grid as they are laid out now: up and down move by as many. */
function columnsNow(): number {
  const grid = document.querySelector("[data-grid]");
  return grid ? getComputedStyle(grid).gridTemplateColumns.split(" ").length : 1;
}

const STEPS = { next: () => 1, previous: () => -1, above: () => -columnsNow(), below: columnsNow };

/** Keys belong to fields and dialogs first; Space and Enter to the button that has the focus. */
function isTaken({ key, target }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest("input, textarea, select, [role=dialog], [role=menu], [role=listbox]"))
    return !(
      target instanceof HTMLInputElement &&
      ["radio", "checkbox"].includes(target.type) &&
      key.length === 1 &&
      key !== " "
    );
  return (key === " " || key === "Enter") && target.closest("a, button:not([data-tile])") !== null;
}

/** A character alone; people who switched such keys off press them by accident. */
const isSingleKey = ({ key, ctrlKey, metaKey }: KeyboardEvent) =>
  key.length === 1 && key !== " " && !ctrlKey && !metaKey;

function useKeys(run: (action: BoardAction) => void, isOn: boolean): void {
  const [singleKeys] = useSingleKeys();
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    if (!isOn) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isTaken(event) || (isSingleKey(event) && !singleKeys)) return;
      const action = actionFor(event);
      if (!action) return;
      event.preventDefault();
      latest.current(action);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [isOn, singleKeys]);
}

/** Pictures and money of what comes next are there before they are asked for. */
function usePrefetch({ rows }: Session, place: number, { hasNextPage, isFetchingNextPage, fetchNextPage }: QueueQuery) {
  const client = useQueryClient();
  useEffect(() => {
    if (place >= rows.length - 12 && hasNextPage && !isFetchingNextPage) void fetchNextPage();
    for (const row of rows.slice(place + 1, place + 4)) {
      if (row.hasPicture) new Image().src = largePictureUrl(row);
      if (row.motif) void client.prefetchQuery({ ...motifRoundsQuery(row.motif.id), staleTime: 60_000 });
    }
  }, [rows, place, hasNextPage, isFetchingNextPage, fetchNextPage, client]);
}

function Single({ board, session, onUndo }: { board: Board; session: Session; onUndo: () => void }) {
  const t = useTranslations("review");
  const { rows, past } = session;
  const place = placeOf(session);
  const row = rows[place];
  if (!row) return null;
  return (
    <div className={classes.single}>
      <ReviewPicture row={row} large />
      <Group justify="center" gap="sm">
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={t("previous")}
          disabled={place <= 0}
          onClick={() => board.move(-1, false)}
        >
          <IconChevronLeft size={20} aria-hidden />
        </ActionIcon>
        <Text size="sm" c="dimmed">
          {t("placeOf", { place: place + 1, count: rows.length })}
        </Text>
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={t("next")}
          disabled={place >= rows.length - 1}
          onClick={() => board.move(1, false)}
        >
          <IconChevronRight size={20} aria-hidden />
        </ActionIcon>
        <Button
          variant="default"
          leftSection={<IconArrowBackUp size={18} aria-hidden />}
          disabled={past.length === 0}
          onClick={onUndo}
        >
          {t("undo")}
        </Button>
      </Group>
    </div>
  );
}

function Nothing({ isWaiting, isFiltered }: { isWaiting: boolean; isFiltered: boolean }) {
  const t = useTranslations("review");
  const mayLog = useCan("jobs:log");
  if (isFiltered || !isWaiting) return <EmptyState title={t("emptyFiltered")} hint={t("emptyFilteredHint")} />;
  return (
    <EmptyState
      title={t("empty")}
      hint={t("emptyHint")}
      {...(mayLog
        ? {
            action: (
              <Button component={Link} href={"/jobs/new" as Route} variant="default">
                {t("logJob")}
              </Button>
            ),
          }
        : {})}
    />
  );
}

type View = "grid" | "single";
type StageProps = {
  board: Board;
  query: QueueQuery;
  sender: OutboxSender;
  view: View;
  onView: (view: View) => void;
  onHelp: () => void;
  isHelping: boolean;
};

/** What the person does, as it is true at that moment; the same functions as long as the board is the same. */
function useActs(board: Board, sender: OutboxSender) {
  const mayDecide = useCan("reviews:decide");
  const nameOf = usePictureName();
  return useMemo(
    () => ({
      decide: (decision: Decision) => (mayDecide ? board.decide(decision, sender, nameOf) : undefined),
      undo: () => board.undo(sender, nameOf),
      skip: () => board.skip(sender),
    }),
    [board, sender, mayDecide, nameOf],
  );
}

/** Where the pictures are and where one decides on them. */
function Stage({ board, query, sender, view, onView, onHelp, isHelping }: StageProps) {
  const t = useTranslations("review");
  const mayDecide = useCan("reviews:decide");
  const reasons = useReasons();
  const [compared, { open: compare, close: stopComparing }] = useDisclosure(false);
  const comment = useRef<HTMLTextAreaElement>(null);
  const session = useSession(board);
  const { entries } = useOutboxState(sender);
  const pending = useMemo(() => pendingOf(entries), [entries]);
  const { decide, undo, skip } = useActs(board, sender);
  const { rows, chosen } = session;
  const place = placeOf(session);
  const row = rows[place] ?? null;
  usePrefetch(session, place, query);

  function judge(place: number): void {
    const name = CRITERIA[place];
    if (!name) return;
    board.remark((now) => ({ ...now, criteria: { ...now.criteria, [name]: nextJudgement(now.criteria[name]) } }));
  }

  function giveReason(place: number): void {
    const name = reasons[place]?.name;
    if (name) board.remark((now) => ({ ...now, reason: toggledReason(now.reason, name) }));
  }

  const simple = {
    skip,
    undo,
    select: () => (row ? board.toggle(row.id) : undefined),
    open: () => onView(view === "single" ? "grid" : "single"),
    compare,
    comment: () => comment.current?.focus(),
    help: onHelp,
    leave: () => (board.now().chosen.size > 0 ? board.chooseNone() : onView("grid")),
  };
  function run(action: BoardAction): void {
    if (action.do === "decide") decide(action.decision);
    else if (action.do === "move") board.move(STEPS[action.by](), action.select);
    else if (action.do === "criterion") judge(action.place);
    else if (action.do === "reason") giveReason(action.place);
    else simple[action.do]();
  }
  useKeys(run, !compared && !isHelping);

  const show = useRef(onView);
  show.current = onView;
  const pick = useCallback(
    (id: string, how: "go" | "toggle" | "range" | "open") => {
      if (how === "toggle") board.toggle(id);
      if (how === "range") board.chooseTo(id);
      board.goTo(id);
      if (how === "open") show.current("single");
    },
    [board],
  );

  return (
    <>
      <div className={classes.board} data-view={view} {...OWN_HELP}>
        <div className={classes.stage}>
          {view === "grid" ? (
            <PictureGrid rows={rows} active={session.active} chosen={chosen} pending={pending} onPick={pick} />
          ) : (
            <Single board={board} session={session} onUndo={undo} />
          )}
          {view === "grid" && query.hasNextPage ? (
            <Group justify="center" mt="md">
              <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                {t("loadMore")}
              </Button>
            </Group>
          ) : null}
          <div className={classes.wideOnly}>
            <KeyLegend />
          </div>
        </div>
        <aside className={classes.aside}>
          <DecidePanel board={board} session={session} pending={pending} onDecide={decide} comment={comment} />
          <Button variant="subtle" size="sm" mt="xs" onClick={compare} fullWidth>
            {t("compareButton")}
          </Button>
        </aside>
      </div>
      {mayDecide ? (
        <div className={classes.thumbBar}>
          {row ? <PictureCost row={row} /> : null}
          <DecisionButtons onDecide={decide} size="md" />
        </div>
      ) : null}
      <Compare board={board} session={session} pending={pending} opened={compared} onClose={stopComparing} />
    </>
  );
}

const isFiltered = ({ costCenter, campaign, market, channel, provider, motif, job }: BoardUrl) =>
  [costCenter, campaign, market, channel, provider, motif, job].some((codes) => codes.length > 0);

const Bar = memo(BoardBar);

/** The review board: what waits, decided by key or thumb, with the money always in sight. */
export function ReviewBoard() {
  const t = useTranslations("review");
  const [url, setUrl] = useQueryStates(boardParsers, { history: "push", scroll: false });
  const isNarrow = useMediaQuery("(max-width: 48em)") ?? false;
  const view = url.view ?? (isNarrow ? "single" : "grid");
  const [helping, { open: help, close: stopHelping }] = useDisclosure(false);
  const sender = useOutbox();
  const { board, query } = useBoard(queueParamsOf(url), sender);
  const isEmpty = useSession(board, ({ rows }) => rows.length === 0);
  const change = useCallback((next: Parameters<typeof setUrl>[0]) => void setUrl(next), [setUrl]);
  const look = (next: View) => void setUrl({ view: next }, { history: "replace" });

  return (
    <>
      <PageHeader
        title={t("title")}
        {...(isNarrow ? {} : { description: t("description") })}
        actions={
          <>
            <BoardHead board={board} sender={sender} view={view} onView={look} onHelp={help} />
            <ViewMenu page="review" />
          </>
        }
      />
      <ViewNotice page="review" />
      <Bar url={url} onChange={change} />
      <Stack gap="md">
        <Troubles sender={sender} onShow={(id) => board.goTo(id)} />
        {query.isPending ? <Loading rows={8} /> : null}
        {query.error && isEmpty ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : null}
        {query.isSuccess && isEmpty ? (
          <Nothing isWaiting={url.state === "waiting"} isFiltered={isFiltered(url)} />
        ) : null}
        {isEmpty ? null : (
          <Stage
            board={board}
            query={query}
            sender={sender}
            view={view}
            onView={look}
            onHelp={help}
            isHelping={helping}
          />
        )}
      </Stack>
      <KeyHelp opened={helping} onClose={stopHelping} />
    </>
  );
}

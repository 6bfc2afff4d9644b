"use client";

import { ActionIcon, Button, Group, Stack, Text } from "@mantine/core";
import { useDisclosure, useMediaQuery } from "@mantine/hooks";
import { IconArrowBackUp, IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { useCallback, useEffect, useRef, useState } from "react";
import { useCan } from "@/components/common/me-context";
import { PageHeader } from "@/components/common/page-header";
import { EmptyState, ErrorState, Loading } from "@/components/common/states";
import { OWN_HELP } from "@/components/shell/use-shortcuts";
import { motifRoundsQuery } from "@/lib/jobs/queries";
import { CRITERIA, type Decision } from "@/lib/reviews/schema";
import classes from "./board.module.css";
import { BoardBar, BoardHead } from "./board-bar";
import { boardParsers, queueParamsOf } from "./board-url";
import { Compare } from "./compare";
import { DecidePanel, DecisionButtons, nextJudgement, PictureCost, toggled, useReasons } from "./decide-panel";
import { KeyHelp, KeyLegend } from "./key-help";
import { actionFor, type BoardAction } from "./keys";
import { PictureGrid } from "./picture-grid";
import { largePictureUrl, ReviewPicture } from "./review-picture";
import { between } from "./session";
import { Troubles } from "./troubles";
import { type BoardSession, NO_REMARKS, type Remarks, useSession } from "./use-session";
import { usePictureName } from "./words";

/** Columns of the grid as they are laid out now: up and down move by as many. */
function columnsNow(): number {
  const grid = document.querySelector("[data-grid]");
  return grid ? getComputedStyle(grid).gridTemplateColumns.split(" ").length : 1;
}

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

function useKeys(run: (action: BoardAction) => void, isOn: boolean): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (!isOn) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isTaken(event)) return;
      const action = actionFor(event);
      if (!action) return;
      event.preventDefault();
      latest.current(action);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [isOn]);
}

/** Pictures and money of what comes next are there before they are asked for. */
function usePrefetch({ rows, place, query }: BoardSession): void {
  const client = useQueryClient();
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  useEffect(() => {
    if (place >= rows.length - 12 && hasNextPage && !isFetchingNextPage) void fetchNextPage();
    for (const row of rows.slice(place + 1, place + 4)) {
      if (row.hasPicture) new Image().src = largePictureUrl(row);
      if (row.motif) void client.prefetchQuery({ ...motifRoundsQuery(row.motif.id), staleTime: 60_000 });
    }
  }, [rows, place, hasNextPage, isFetchingNextPage, fetchNextPage, client]);
}

function Single({ session }: { session: BoardSession }) {
  const t = useTranslations("review");
  const nameOf = usePictureName();
  const { active, rows, place, goTo } = session;
  if (!active) return null;
  return (
    <div className={classes.single}>
      <ReviewPicture row={active} large />
      <Group justify="center" gap="sm">
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={t("previous")}
          disabled={place <= 0}
          onClick={() => goTo(rows[place - 1]?.id ?? active.id)}
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
          onClick={() => goTo(rows[place + 1]?.id ?? active.id)}
        >
          <IconChevronRight size={20} aria-hidden />
        </ActionIcon>
        <Button
          variant="default"
          leftSection={<IconArrowBackUp size={18} aria-hidden />}
          disabled={!session.canUndo}
          onClick={session.undo}
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

type BoardProps = {
  session: BoardSession;
  view: "grid" | "single";
  onView: (view: "grid" | "single" | null) => void;
  onHelp: () => void;
  isHelping: boolean;
};

function Board({ session, view, onView, onHelp, isHelping }: BoardProps) {
  const t = useTranslations("review");
  const mayDecide = useCan("reviews:decide");
  const reasons = useReasons();
  const [compared, { open: compare, close: stopComparing }] = useDisclosure(false);
  const [remarks, setRemarks] = useState<Remarks>(NO_REMARKS);
  const comment = useRef<HTMLTextAreaElement>(null);
  const { rows, active, place, chosen } = session;
  usePrefetch(session);

  const decide = (decision: Decision) => {
    if (!mayDecide) return;
    session.decide(decision, remarks);
    setRemarks(NO_REMARKS);
  };

  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    session.choose(next);
  };

  const move = (by: "next" | "previous" | "above" | "below", select: boolean) => {
    const step = { next: 1, previous: -1, above: -columnsNow(), below: columnsNow() }[by];
    const target = rows[Math.min(Math.max(place + step, 0), rows.length - 1)];
    if (!target || !active) return;
    if (select) session.choose(new Set([...chosen, ...between(rows, active.id, target.id)]));
    session.goTo(target.id);
  };

  const leave = () => (chosen.size > 0 ? session.choose(new Set()) : onView("grid"));

  const run = (action: BoardAction) => {
    switch (action.do) {
      case "decide":
        return decide(action.decision);
      case "move":
        return move(action.by, action.select);
      case "criterion": {
        const name = CRITERIA[action.place];
        if (name)
          setRemarks({ ...remarks, criteria: { ...remarks.criteria, [name]: nextJudgement(remarks.criteria[name]) } });
        return;
      }
      case "reason": {
        const reason = reasons[action.place];
        if (reason) setRemarks({ ...remarks, reason: toggled(remarks.reason, reason.name) });
        return;
      }
      case "skip":
        return session.skip();
      case "undo":
        return session.undo();
      case "select":
        return active ? toggle(active.id) : undefined;
      case "open":
        return onView(view === "single" ? "grid" : "single");
      case "compare":
        return compare();
      case "comment":
        return comment.current?.focus();
      case "help":
        return onHelp();
      case "leave":
        return leave();
    }
  };
  useKeys(run, !compared && !isHelping);

  const latest = useRef({ rows, active, chosen, toggle, session, onView });
  latest.current = { rows, active, chosen, toggle, session, onView };
  const pick = useCallback((id: string, how: "go" | "toggle" | "range" | "open") => {
    const now = latest.current;
    if (how === "toggle") now.toggle(id);
    if (how === "range" && now.active)
      now.session.choose(new Set([...now.chosen, ...between(now.rows, now.active.id, id)]));
    now.session.goTo(id);
    if (how === "open") now.onView("single");
  }, []);

  return (
    <>
      <div className={classes.board} data-view={view} {...OWN_HELP}>
        <div className={classes.stage}>
          {view === "grid" ? (
            <PictureGrid
              rows={rows}
              active={active?.id ?? null}
              chosen={chosen}
              stateOf={session.stateOf}
              pendingOf={session.pendingOf}
              onPick={pick}
            />
          ) : (
            <Single session={session} />
          )}
          {view === "grid" && session.query.hasNextPage ? (
            <Group justify="center" mt="md">
              <Button
                variant="default"
                loading={session.query.isFetchingNextPage}
                onClick={() => void session.query.fetchNextPage()}
              >
                {t("loadMore")}
              </Button>
            </Group>
          ) : null}
          <div className={classes.wideOnly}>
            <KeyLegend />
          </div>
        </div>
        <aside className={classes.aside}>
          <DecidePanel session={session} remarks={remarks} onRemarks={setRemarks} onDecide={decide} comment={comment} />
          <Button variant="subtle" size="sm" mt="xs" onClick={compare} fullWidth>
            {t("compareButton")}
          </Button>
        </aside>
      </div>
      {mayDecide ? (
        <div className={classes.thumbBar}>
          {active ? <PictureCost row={active} /> : null}
          <DecisionButtons onDecide={decide} size="md" />
        </div>
      ) : null}
      <Compare session={session} opened={compared} onClose={stopComparing} />
    </>
  );
}

/** The review board: what waits, decided by key or thumb, with the money always in sight. */
export function ReviewBoard() {
  const t = useTranslations("review");
  const [url, setUrl] = useQueryStates(boardParsers, { history: "push", scroll: false });
  const isNarrow = useMediaQuery("(max-width: 48em)") ?? false;
  const view = url.view ?? (isNarrow ? "single" : "grid");
  const [helping, { open: help, close: stopHelping }] = useDisclosure(false);
  const nameOf = usePictureName();
  const session = useSession(queueParamsOf(url), nameOf);
  const { query, rows, outbox, sender } = session;
  const isFiltered = [url.costCenter, url.campaign, url.market, url.channel, url.provider, url.motif, url.job].some(
    (codes) => codes.length > 0,
  );

  return (
    <>
      <PageHeader
        title={t("title")}
        {...(isNarrow ? {} : { description: t("description") })}
        actions={
          <BoardHead
            view={view}
            onView={(next) => void setUrl({ view: next }, { history: "replace" })}
            onHelp={help}
            outbox={outbox}
            decided={session.decided}
          />
        }
      />
      <BoardBar url={url} onChange={(next) => void setUrl(next)} />
      <Stack gap="md">
        <Troubles entries={outbox.entries} sender={sender} onShow={session.goTo} />
        {query.isPending ? <Loading rows={8} /> : null}
        {query.error && rows.length === 0 ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : null}
        {query.isSuccess && rows.length === 0 ? (
          <Nothing isWaiting={url.state === "waiting"} isFiltered={isFiltered} />
        ) : null}
        {rows.length > 0 ? (
          <Board
            session={session}
            view={view}
            onView={(next) => void setUrl({ view: next }, { history: "replace" })}
            onHelp={help}
            isHelping={helping}
          />
        ) : null}
      </Stack>
      <KeyHelp opened={helping} onClose={stopHelping} />
    </>
  );
}

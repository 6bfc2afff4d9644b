"use client";

import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";
import { motifRoundsQuery } from "@/lib/jobs/queries";
import type { MotifRounds } from "@/lib/jobs/schema/rounds";
import { type QueueParams, queueQueryOptions } from "@/lib/reviews/queries";
import { type AssetState, approvalChange } from "@/lib/reviews/rules";
import type { AssetReviewInput, Criteria, Decision, QueuedAsset } from "@/lib/reviews/schema";
import { mergeRows, nextOpen, pendingOf, shownState, withAnswer } from "./session";
import { useOutbox } from "./use-outbox";

/** What is said together with a decision; empty for the next picture. */
export type Remarks = { criteria: Criteria; reason: string; comment: string };
export const NO_REMARKS: Remarks = { criteria: {}, reason: "", comment: "" };

type Session = {
  rows: readonly QueuedAsset[];
  active: string | null;
  chosen: ReadonlySet<string>;
  /** Decided on this board. */
  said: ReadonlySet<string>;
  /** Newest last: what stood there before each decision. */
  past: readonly (readonly QueuedAsset[])[];
};

const startWith = (rows: readonly QueuedAsset[]): Session => ({
  ...{ rows, active: rows[0]?.id ?? null, chosen: new Set<string>(), said: new Set<string>(), past: [] },
});

/** A decision leaves out what was not said. */
function reviewOf(row: QueuedAsset, decision: Decision, { criteria, reason, comment }: Remarks): AssetReviewInput {
  const judged = Object.values(criteria).some((value) => value !== undefined);
  return {
    ...{ id: row.id, version: row.version, seen: row.last?.id ?? null, decision },
    ...(judged ? { criteria } : {}),
    ...(reason.trim() ? { reason: reason.trim() } : {}),
    ...(comment.trim() ? { comment: comment.trim() } : {}),
  };
}

/** The decision that stood before is said again; where nothing was decided, the word is withdrawn. */
function backTo(before: QueuedAsset, now: QueuedAsset): AssetReviewInput {
  const { last } = before;
  if (!last) return reviewOf(now, "withdrawn", NO_REMARKS);
  const { decision, criteria, reason, comment } = last;
  return reviewOf(now, decision, { criteria: criteria ?? {}, reason: reason ?? "", comment: comment ?? "" });
}

/** One picture more or fewer is approved: what the motif costs per approved one moves at once. */
function useApprovalsAtOnce() {
  const client = useQueryClient();
  return useCallback(
    (row: QueuedAsset, after: AssetState) => {
      const change = approvalChange(row.state, after);
      if (!row.motif || change === 0) return;
      client.setQueryData<MotifRounds>(motifRoundsQuery(row.motif.id).queryKey, (known) =>
        known ? { ...known, total: { ...known.total, approved: known.total.approved + change } } : known,
      );
    },
    [client],
  );
}

/** The board's pictures, where one is among them, what is chosen, and everything that can be done with them. */
export function useSession(params: QueueParams, labelOf: (row: QueuedAsset) => string) {
  const query = useInfiniteQuery({ ...queueQueryOptions(params), staleTime: 60_000 });
  const fetched = useMemo(() => query.data?.pages.flatMap(({ data }) => data) ?? [], [query.data]);
  const { sender, state: outbox } = useOutbox();
  const pending = useMemo(() => pendingOf(outbox.entries), [outbox.entries]);
  const approvalsAtOnce = useApprovalsAtOnce();

  const question = JSON.stringify(params);
  const [asked, setAsked] = useState(question);
  const [session, setSession] = useState<Session>(() => startWith(fetched));
  const [merged, setMerged] = useState(fetched);
  if (asked !== question) {
    setAsked(question);
    setMerged(fetched);
    setSession(startWith(fetched));
  } else if (merged !== fetched) {
    setMerged(fetched);
    setSession((now) => {
      const rows = mergeRows(now.rows, fetched);
      return { ...now, rows, active: now.active ?? rows[0]?.id ?? null };
    });
  }

  useEffect(
    () =>
      sender?.onStored((results) => {
        const answers = new Map(results.flatMap(({ id, asset }) => (asset ? [[id, asset] as const] : [])));
        setSession((now) => {
          for (const row of now.rows) {
            const answer = answers.get(row.id);
            if (answer) approvalsAtOnce(row, answer.state as AssetState);
          }
          return {
            ...now,
            rows: now.rows.map((row) => {
              const answer = answers.get(row.id);
              return answer ? withAnswer(row, answer) : row;
            }),
          };
        });
      }),
    [sender, approvalsAtOnce],
  );

  const place = session.rows.findIndex(({ id }) => id === session.active);
  const active = session.rows[place] ?? null;

  const goTo = (id: string | null) => setSession((now) => ({ ...now, active: id }));
  const choose = (chosen: ReadonlySet<string>) => setSession((now) => ({ ...now, chosen }));

  function decide(decision: Decision, remarks: Remarks): void {
    const targets = session.chosen.size > 0 ? session.rows.filter(({ id }) => session.chosen.has(id)) : [active];
    const rows = targets.filter((row) => row !== null);
    if (!sender || rows.length === 0) return;
    sender.add(rows.map((row) => ({ review: reviewOf(row, decision, remarks), label: labelOf(row) })));
    const said = new Set([...session.said, ...rows.map(({ id }) => id)]);
    const last = session.rows.findLastIndex(({ id }) => rows.some((row) => row.id === id));
    const next = nextOpen(session.rows, last + 1, { pending: pendingOf(sender.state().entries), said });
    setSession((now) => ({
      ...now,
      said,
      past: [...now.past, rows],
      chosen: new Set(),
      active: now.rows[next]?.id ?? now.active,
    }));
  }

  function undo(): void {
    const before = session.past.at(-1);
    if (!sender || !before) return;
    const now = new Map(session.rows.map((row) => [row.id, row]));
    const left = before.filter(({ id }) => !sender.takeBack(id));
    sender.add(left.map((row) => ({ review: backTo(row, now.get(row.id) ?? row), label: labelOf(row) })));
    const back = new Set(before.map(({ id }) => id));
    setSession((state) => ({
      ...state,
      past: state.past.slice(0, -1),
      said: new Set([...state.said].filter((id) => !back.has(id))),
      active: before[0]?.id ?? state.active,
    }));
  }

  return {
    query,
    sender,
    outbox,
    rows: session.rows,
    place,
    active,
    chosen: session.chosen,
    decided: session.said.size,
    canUndo: session.past.length > 0,
    stateOf: (row: QueuedAsset): AssetState => shownState(row, pending),
    pendingOf: (id: string) => pending.get(id) ?? null,
    skip: () => {
      const next = nextOpen(session.rows, place + 1, {
        pending,
        said: new Set([...session.said, session.active ?? ""]),
      });
      goTo(session.rows[next]?.id ?? session.active);
    },
    goTo,
    choose,
    decide,
    undo,
  };
}
export type BoardSession = ReturnType<typeof useSession>;

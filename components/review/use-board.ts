"use client";

import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useLayoutEffect, useMemo, useState, useSyncExternalStore } from "react";
import { motifRoundsQuery } from "@/lib/jobs/queries";
import type { MotifRounds } from "@/lib/jobs/schema/rounds";
import { type QueueParams, queueQueryOptions } from "@/lib/reviews/queries";
import { approvalChange } from "@/lib/reviews/rules";
import type { QueuedAsset, ReviewBatchAnswer } from "@/lib/reviews/schema";
import { Board } from "./board";
import type { OutboxSender } from "./outbox-sender";
import type { Session } from "./session";

type Results = ReviewBatchAnswer["results"];

/** One picture more or fewer is approved: what the motif costs per approved one moves at once. */
function useApprovalsAtOnce() {
  const client = useQueryClient();
  return useCallback(
    (rows: readonly QueuedAsset[], results: Results) => {
      const before = new Map(rows.map((row) => [row.id, row]));
      for (const { id, asset } of results) {
        const row = before.get(id);
        const change = row && asset ? approvalChange(row.state, asset.state) : 0;
        if (!row?.motif || change === 0) continue;
        client.setQueryData<MotifRounds>(motifRoundsQuery(row.motif.id).queryKey, (known) =>
          known ? { ...known, total: { ...known.total, approved: known.total.approved + change } } : known,
        );
      }
    },
    [client],
  );
}

/** The board of a question to the queue: renewed with its answers, told what was stored. */
export function useBoard(params: QueueParams, sender: OutboxSender | null) {
  const query = useInfiniteQuery({ ...queueQueryOptions(params), staleTime: 60_000 });
  const fetched = useMemo(() => query.data?.pages.flatMap(({ data }) => data) ?? [], [query.data]);
  const approvalsAtOnce = useApprovalsAtOnce();

  const question = JSON.stringify(params);
  const [held, setHeld] = useState(() => ({ question, board: new Board(fetched) }));
  if (held.question !== question) setHeld({ question, board: new Board(fetched) });
  const { board } = held;

  // Before the browser paints, so that an answer is never shown as an empty queue.
  useLayoutEffect(() => board.renew(fetched), [board, fetched]);
  useEffect(
    () =>
      sender?.onStored((results) => {
        approvalsAtOnce(board.now().rows, results);
        board.answer(results);
      }),
    [sender, board, approvalsAtOnce],
  );
  return { board, query };
}
export type QueueQuery = ReturnType<typeof useBoard>["query"];

const whole = (now: Session) => now;

/** What stands on the board, or a part of it: whoever asks for a part is drawn again only when that changes. */
export function useSession(board: Board): Session;
export function useSession<T>(board: Board, select: (now: Session) => T): T;
export function useSession<T>(board: Board, select?: (now: Session) => T): T | Session {
  const read = () => (select ?? whole)(board.now());
  return useSyncExternalStore(board.subscribe, read, read);
}

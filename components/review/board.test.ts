import fc from "fast-check";
import { expect, test } from "vitest";
import { stateAfter } from "@/lib/reviews/rules";
import type { Decision, QueuedAsset, ReviewBatchAnswer } from "@/lib/reviews/schema";
import { Board } from "./board";
import {
  dropEntry,
  entriesOf,
  nextBatch,
  type OutboxBatch,
  type OutboxEntry,
  putEntry,
  settleBatch,
  withheld,
} from "./outbox";

const owner = { organizationId: "o", personId: "p" };
const ID = (at: number) => `0192f0c1-0000-7000-8000-0000000000${String(at).padStart(2, "0")}`;
const COUNT = 3;
type Results = ReviewBatchAnswer["results"];

const aRow = (at: number) =>
  ({ id: ID(at), version: 1, state: "open", last: null, decidedVersion: null }) as unknown as QueuedAsset;

/** What the server holds, and what is on its way from it. */
function aServer() {
  const rows = new Map(Array.from({ length: COUNT }, (_, at) => [ID(at), aRow(at)]));
  const refused: string[] = [];
  let clock = 0;
  function store({ reviews }: OutboxBatch): Results {
    return reviews.map(({ id, decision, seen, version }) => {
      const row = rows.get(id);
      if (!row || seen !== (row.last?.id ?? null)) {
        refused.push(`${decision} of ${id}`);
        return { id, state: "refused", code: "DECIDED_MEANWHILE", message: "", asset: row ?? null, before: null };
      }
      clock += 1;
      const at = new Date(clock).toISOString();
      const last = { id: ID(50 + clock), version, decision, criteria: null, reason: null, comment: null, by: "Jo", at };
      const after = { ...row, state: stateAfter([decision]), last, decidedVersion: version };
      rows.set(id, after);
      return { id, state: "stored", code: null, message: null, asset: after, before: row.last };
    });
  }
  const isOpen = ({ state }: QueuedAsset) => state === "open";
  return { rows, refused, store, queue: () => [...rows.values()].filter(isOpen) };
}

function aDesk() {
  const server = aServer();
  const shelf = aShelf();
  const board = new Board(server.queue());
  const words = new Map<string, Decision>();
  let clock = 0;
  const sender = {
    add(decisions: readonly Pick<OutboxEntry, "review" | "label">[]) {
      for (const { review, label } of decisions) {
        clock += 1;
        words.set(review.id, review.decision);
        putEntry(shelf, owner, { review, label, now: new Date(clock), random: "r" });
      }
    },
    takeBack(id: string) {
      const entry = withheld(shelf, owner, id);
      if (entry) dropEntry(shelf, owner, entry.key);
      return entry !== null;
    },
    state: () => ({ entries: entriesOf(shelf, owner), line: "clear" as const }),
  };
  return { server, shelf, board, sender, words };
}

function aShelf() {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (at: number) => [...kept.keys()][at] ?? null,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

const name = ({ id }: QueuedAsset) => id;

test("whatever comes in between keys, no key is lost, none hits another picture, and the server takes every word", () => {
  const step = fc.constantFrom("approve", "reject", "undo", "next", "back", "send", "answer", "ask", "list");
  fc.assert(
    fc.property(fc.array(step, { minLength: 20, maxLength: 60 }), (steps) => {
      const { server, shelf, board, sender, words } = aDesk();
      const answers: { sent: OutboxBatch; results: Results }[] = [];
      const lists: QueuedAsset[][] = [];
      const send = () => {
        // One request at a time, as the sender does it.
        const sent = answers.length === 0 ? nextBatch(shelf, owner, "key") : null;
        if (sent) answers.push({ sent, results: server.store(sent) });
      };
      const answer = () => {
        const come = answers.shift();
        if (!come) return;
        settleBatch(shelf, owner, come.sent, come.results);
        board.answer(come.results);
      };
      const decide = (decision: Decision) => {
        const { active, said } = board.now();
        board.decide(decision, sender, name);
        expect(words.get(active ?? "")).toBe(decision);
        expect(board.now().said).toEqual(new Set([...said, active]));
      };
      const still = (work: () => void) => {
        const { active, chosen } = board.now();
        work();
        expect(board.now()).toMatchObject({ active, chosen });
      };
      const undo = () => {
        const [before] = board.now().past.at(-1) ?? [];
        board.undo(sender, name);
        if (!before) return;
        const { row, word } = before;
        expect(board.now().active).toBe(row.id);
        words.set(row.id, word?.decision ?? row.last?.decision ?? "withdrawn");
      };
      const acts = {
        ...{ approve: () => decide("approved"), reject: () => decide("rejected"), undo, send },
        ...{ next: () => board.move(1, false), back: () => board.move(-1, false) },
        answer: () => still(answer),
        ask: () => void lists.push(server.queue()),
        list: () => still(() => board.renew(lists.pop() ?? board.now().rows)),
      };
      for (const one of steps) acts[one as keyof typeof acts]();
      for (let round = 0; round < 100 && entriesOf(shelf, owner).length > 0; round += 1) {
        send();
        answer();
      }
      expect(server.refused).toEqual([]);
      for (const [id, decision] of words) expect(server.rows.get(id)?.state).toBe(stateAfter([decision]));
    }),
    { numRuns: 300 },
  );
});

import type { Decision, QueuedAsset, ReviewBatchAnswer } from "@/lib/reviews/schema";
import type { OutboxSender } from "./outbox-sender";
import {
  answered,
  between,
  goneBack,
  goneOn,
  moved,
  pendingOf,
  type Remarks,
  renewed,
  reviewOf,
  type Session,
  skipped,
  startWith,
  targetsOf,
  toggled,
  wayBack,
} from "./session";

type Sender = Pick<OutboxSender, "add" | "takeBack" | "state">;
type LabelOf = (row: QueuedAsset) => string;

/**
 * What stands on the board and what can be done with it. Outside of React, so that a key acts on what is true when it is
 * pressed and not on what was drawn last: between the two an answer or a renewed queue may have come.
 */
export class Board {
  #now: Session;
  #listeners = new Set<() => void>();

  constructor(rows: readonly QueuedAsset[]) {
    this.#now = startWith(rows);
  }

  now = (): Session => this.#now;
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #become(next: Session): void {
    this.#now = next;
    for (const listener of this.#listeners) listener();
  }

  renew(fetched: readonly QueuedAsset[]): void {
    this.#become(renewed(this.#now, fetched));
  }

  answer(results: ReviewBatchAnswer["results"]): void {
    this.#become(answered(this.#now, results));
  }

  goTo(id: string): void {
    this.#become({ ...this.#now, active: id });
  }

  move(steps: number, select: boolean): void {
    this.#become(moved(this.#now, steps, select));
  }

  toggle(id: string): void {
    this.#become(toggled(this.#now, id));
  }

  /** Everything from where one is to there. */
  chooseTo(id: string): void {
    const { rows, active, chosen } = this.#now;
    if (active !== null) this.#become({ ...this.#now, chosen: new Set([...chosen, ...between(rows, active, id)]) });
  }

  chooseNone(): void {
    this.#become({ ...this.#now, chosen: new Set() });
  }

  remark(change: (remarks: Remarks) => Remarks): void {
    this.#become({ ...this.#now, remarks: change(this.#now.remarks) });
  }

  decide(decision: Decision, sender: Sender, labelOf: LabelOf): void {
    const words = pendingOf(sender.state().entries);
    const decided = targetsOf(this.#now).map((row) => ({ row, word: words.get(row.id)?.review ?? null }));
    if (decided.length === 0) return;
    const { remarks } = this.#now;
    sender.add(decided.map(({ row }) => ({ review: reviewOf(row, decision, remarks), label: labelOf(row) })));
    this.#become(goneOn(this.#now, decided, pendingOf(sender.state().entries)));
  }

  undo(sender: Sender, labelOf: LabelOf): void {
    const before = this.#now.past.at(-1);
    if (!before) return;
    const left = new Set(before.filter(({ row }) => !sender.takeBack(row.id)).map(({ row }) => row.id));
    const pending = pendingOf(sender.state().entries);
    const rows = new Map(this.#now.rows.map((row) => [row.id, row]));
    const back = before.flatMap((one) => {
      const now = rows.get(one.row.id) ?? one.row;
      const review = wayBack(one, now, { left: left.has(now.id), pending: pending.get(now.id)?.review });
      return review ? [{ review, label: labelOf(now) }] : [];
    });
    sender.add(back);
    this.#become(goneBack(this.#now));
  }

  skip(sender: Sender): void {
    this.#become(skipped(this.#now, pendingOf(sender.state().entries)));
  }
}

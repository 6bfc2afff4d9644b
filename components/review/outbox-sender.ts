import { ApiError } from "@/lib/http/fetch-json";
import { line } from "@/lib/http/line";
import { reviewAssets } from "@/lib/reviews/queries";
import type { ReviewBatchAnswer } from "@/lib/reviews/schema";
import {
  dropEntry,
  entriesOf,
  insist,
  nextBatch,
  type OutboxBatch,
  type OutboxEntry,
  type OutboxOwner,
  putEntry,
  refuseBatch,
  settleBatch,
  withheld,
} from "./outbox";

/** `unread`: nobody has looked yet; `offline`: tried again by itself; `signedOut`: tried again after the next sign-in. */
type Line = "unread" | "clear" | "offline" | "signedOut";
export type OutboxState = { entries: readonly OutboxEntry[]; line: Line };
export const NOT_READ: OutboxState = { entries: [], line: "unread" };

/** The server draws pages, too, and keeps nothing. */
const isBrowser = () => typeof window !== "undefined";

type Results = ReviewBatchAnswer["results"];

const WAITS_MS = [500, 1_000, 2_000, 5_000, 10_000, 30_000];
/** Refusals that pass by themselves. */
const PASSING = new Set([0, 408, 425, 429]);

/** Two tabs of one person share the decisions; the one that holds the lock sends them. */
async function alone(name: string, work: () => Promise<void>): Promise<void> {
  if (typeof navigator === "undefined" || !("locks" in navigator)) return work();
  await navigator.locks.request(name, work);
}

/** Sends what waits, one request at a time, until nothing does. One per person and page load. */
export class OutboxSender {
  #state: OutboxState;
  #listeners = new Set<() => void>();
  #onStored = new Set<(results: Results) => void>();
  #isSending = false;
  #isAsked = false;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly owner: OutboxOwner) {
    this.#state = isBrowser() ? { entries: entriesOf(localStorage, owner), line: "clear" } : NOT_READ;
  }

  /** From now on also what other tabs and earlier visits left behind. @returns the way to stop */
  start(): () => void {
    const wake = () => this.send();
    const look = ({ key }: StorageEvent) => {
      if (key?.includes(this.owner.personId)) this.#refresh();
    };
    const forgetLine = line.subscribe(() => {
      if (line.read().state === "clear") this.send();
    });
    window.addEventListener("online", wake);
    window.addEventListener("focus", wake);
    window.addEventListener("storage", look);
    this.send();
    return () => {
      forgetLine();
      window.removeEventListener("online", wake);
      window.removeEventListener("focus", wake);
      window.removeEventListener("storage", look);
      clearTimeout(this.#timer);
    };
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  state = (): OutboxState => this.#state;

  /** Told of every answer, also to decisions of an earlier visit. */
  onStored(listener: (results: Results) => void): () => void {
    this.#onStored.add(listener);
    return () => this.#onStored.delete(listener);
  }

  add(decisions: readonly Pick<OutboxEntry, "review" | "label">[]): void {
    for (const decision of decisions)
      putEntry(localStorage, this.owner, { ...decision, now: this.#now(), random: crypto.randomUUID().slice(0, 8) });
    this.#refresh();
    this.send();
  }

  /** Takes back a decision that has not left yet. @returns false: it has, so the way back is another decision */
  takeBack(assetId: string): boolean {
    const entry = withheld(localStorage, this.owner, assetId);
    if (!entry) return false;
    this.drop(entry.key);
    return true;
  }

  drop(key: string): void {
    dropEntry(localStorage, this.owner, key);
    this.#refresh();
  }

  insist(entry: OutboxEntry): void {
    insist(localStorage, this.owner, entry);
    this.#refresh();
    this.send();
  }

  send(): void {
    this.#isAsked = true;
    if (this.#isSending) return;
    this.#isSending = true;
    this.#isAsked = false;
    clearTimeout(this.#timer);
    void alone(`review:${this.owner.organizationId}:${this.owner.personId}`, () => this.#sendAll()).finally(() => {
      this.#isSending = false;
      // What was decided while the last answer was being put away would wait for the next key press otherwise.
      if (this.#isAsked && this.#state.line === "clear") this.send();
    });
  }

  #last = 0;
  /** Two decisions of one millisecond keep their order. */
  #now(): Date {
    this.#last = Math.max(this.#last + 1, Date.now());
    return new Date(this.#last);
  }

  #refresh(line: Line = this.#state.line): void {
    this.#state = { entries: entriesOf(localStorage, this.owner), line };
    for (const listener of this.#listeners) listener();
  }

  async #sendAll(): Promise<void> {
    let goesOn = true;
    while (goesOn) {
      const batch = nextBatch(localStorage, this.owner, crypto.randomUUID());
      goesOn = batch !== null && (await this.#sendOne(batch));
    }
  }

  /** @returns whether the next one may go out at once */
  async #sendOne(batch: OutboxBatch): Promise<boolean> {
    try {
      const { results } = await reviewAssets(batch.reviews, batch.idempotencyKey);
      this.#measure(batch.keys);
      settleBatch(localStorage, this.owner, batch, results);
      this.#failures = 0;
      this.#refresh("clear");
      for (const listener of this.#onStored) listener(results);
      return true;
    } catch (error) {
      return this.#failed(batch, error);
    }
  }

  #failed(batch: OutboxBatch, error: unknown): boolean {
    const status = error instanceof ApiError ? error.status : 0;
    const message = error instanceof Error ? error.message : "";
    if (PASSING.has(status) || status >= 500) this.#later("offline");
    else if (status === 401) this.#later("signedOut");
    else {
      refuseBatch(localStorage, this.owner, batch, { code: String(status), message });
      this.#refresh("clear");
      return true;
    }
    return false;
  }

  /** How long decisions took from the key press to the answer, for the browser's own timeline. */
  #measure(keys: readonly string[]): void {
    for (const key of keys) {
      const at = Date.parse(key.slice(0, 24));
      const start = Math.max(0, at - performance.timeOrigin);
      performance.measure("pixelledger:decision-stored", { start, end: Math.max(start, performance.now()) });
    }
  }

  #later(line: Line): void {
    const wait = WAITS_MS[Math.min(this.#failures, WAITS_MS.length - 1)] ?? 30_000;
    this.#failures += 1;
    this.#refresh(line);
    this.#timer = setTimeout(() => this.send(), wait);
  }
}

const senders = new Map<string, OutboxSender>();

/** The one sender of this person in this page. */
export function senderOf(owner: OutboxOwner): OutboxSender {
  if (!isBrowser()) return new OutboxSender(owner);
  const name = `${owner.organizationId}/${owner.personId}`;
  const sender = senders.get(name) ?? new OutboxSender(owner);
  senders.set(name, sender);
  return sender;
}

// Whether the server answers this person. One place knows: requests that fail raise a doubt, one small question settles it.

/** `offline`: no answer from the server; `signedOut`: it answers, but knows nobody any more. */
type LineState = "clear" | "offline" | "signedOut";
/** `since`: the moment up to which what is on the screen was right. */
export type Line = { state: LineState; since: number };

type Ask = () => Promise<number>;
type Timer = { set: (run: () => void, ms: number) => void; clear: () => void };

const WAITS_MS = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000];
/** What stands between says so when the server behind it does not answer. */
const GATEWAYS = new Set([0, 502, 503, 504]);

export const CLEAR: Line = { state: "clear", since: 0 };

/** A doubt about the line: not reached, or no longer known. Everything else is an answer to its own question. */
export const isDoubtful = (status: number) => GATEWAYS.has(status) || status === 401;

const stateOf = (status: number): LineState =>
  GATEWAYS.has(status) ? "offline" : status === 401 ? "signedOut" : "clear";

/** The line of one page. `ask` gives the status of a question that only a signed-in person gets answered; 0: none came. */
export class LineWatch {
  #line = CLEAR;
  #listeners = new Set<() => void>();
  #asked: Promise<void> | null = null;
  #failures = 0;

  constructor(
    readonly ask: Ask,
    readonly now: () => number,
    readonly timer: Timer,
  ) {}

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  read = (): Line => this.#line;

  /** Something failed, or may work again: look. Many at once are one look. */
  look = (): Promise<void> => {
    this.#asked ??= this.#look(this.now()).finally(() => {
      this.#asked = null;
    });
    return this.#asked;
  };

  async #look(at: number): Promise<void> {
    this.timer.clear();
    const state = stateOf(await this.ask());
    if (state === "offline") {
      this.timer.set(() => void this.look(), WAITS_MS[Math.min(this.#failures, WAITS_MS.length - 1)] ?? 30_000);
      this.#failures += 1;
    } else this.#failures = 0;
    if (state === this.#line.state) return;
    const { state: before, since } = this.#line;
    this.#line = state === "clear" ? CLEAR : { state, since: before === "clear" ? at : since };
    for (const listener of this.#listeners) listener();
  }
}

const LONGEST_ANSWER_MS = 10_000;

/** Whose page this is. */
type Who = { personId: string | null; organizationId: string };
let who: Who | null = null;

/** Another person, or another organization, than the one that the page was made for: signed in meanwhile in another tab. */
const isOther = (me: { id?: unknown; organization?: { id?: unknown } } | null) =>
  who !== null && me !== null && (me.id !== who.personId || me.organization?.id !== who.organizationId);

async function statusOfMe(): Promise<number> {
  try {
    const signal = AbortSignal.timeout(LONGEST_ANSWER_MS);
    const response = await fetch("/api/v1/me", { credentials: "same-origin", cache: "no-store", signal });
    if (!response.ok || !isOther(await response.json())) return response.status;
    // What this page shows is not theirs: it is made anew, at the same address, and asks nothing until then.
    window.location.reload();
    return 401;
  } catch {
    return 0;
  }
}

let timeout: ReturnType<typeof setTimeout> | undefined;

export const line = new LineWatch(statusOfMe, Date.now, {
  set: (run, ms) => {
    timeout = setTimeout(run, ms);
  },
  clear: () => clearTimeout(timeout),
});

/** For signed-in pages: looks when the browser says that something changed. @returns the way to stop */
export function watchLine(whose: Who): () => void {
  who = whose;
  const look = () => void line.look();
  const lookAgain = () => {
    if (document.visibilityState === "visible" && line.read().state !== "clear") look();
  };
  window.addEventListener("online", look);
  window.addEventListener("offline", look);
  window.addEventListener("focus", lookAgain);
  document.addEventListener("visibilitychange", lookAgain);
  return () => {
    window.removeEventListener("online", look);
    window.removeEventListener("offline", look);
    window.removeEventListener("focus", lookAgain);
    document.removeEventListener("visibilitychange", lookAgain);
  };
}

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AlertEvent, evaluate, type Instance, isChange, recoveryLine, type Watch } from "./machine";
import { NOTHING_SEEN, type Sample } from "./sample";

const HOUR = 3_600_000;
const START = Date.parse("2026-03-02T08:00:00Z");
const hour = (hours: number) => new Date(START + hours * HOUR);

const WATCH: Watch = {
  worse: "higher",
  warning: "2.5",
  critical: "5",
  pendingForHours: 24,
  keepFiringForHours: 24,
  holdForDays: 7,
  recoveryPercent: 5,
  step: false,
};
const AT_ONCE: Watch = { ...WATCH, pendingForHours: 0, keepFiringForHours: 0 };
const STEP: Watch = { ...AT_ONCE, warning: "0.8", critical: null, recoveryPercent: 0, step: true };

const value = (text: string, over: Partial<Sample> = {}): Sample => ({
  ...NOTHING_SEEN,
  status: "OK",
  guard: null,
  value: text,
  ...over,
});
const missing = (status: "NO_DATA" | "INSUFFICIENT" | "INCOMPLETE", best: string | null = null): Sample => ({
  ...NOTHING_SEEN,
  status,
  guard: "MIN_SAMPLE",
  best,
});
const ERROR: Sample = { ...NOTHING_SEEN, status: "ERROR", guard: "FAILED" };

type Look = readonly [hours: number, sample: Sample];

/** The states after each look, and all that was said. */
function run(watch: Watch, looks: readonly Look[]) {
  let instance: Instance | null = null;
  const events: (AlertEvent & { at: number })[] = [];
  const states: string[] = [];
  for (const [hours, sample] of looks) {
    const step = evaluate(watch, instance, sample, hour(hours));
    instance = step.instance;
    states.push(instance.severity === null ? instance.state : `${instance.state} ${instance.severity}`);
    events.push(...step.events.map((event) => ({ ...event, at: hours })));
  }
  return { states, events, said: events.map(({ transition, reason }) => `${transition}: ${reason}`), instance };
}

describe("the table of states", () => {
  const rows: [string, Watch, Look[], string, string[]][] = [
    ["OK, at or above the threshold → PENDING", WATCH, [[0, value("2.5")]], "PENDING", []],
    [
      "OK, at or above the threshold, pending time 0 → FIRING: fired",
      AT_ONCE,
      [[0, value("2.5")]],
      "FIRING warning",
      ["fired: THRESHOLD"],
    ],
    [
      "PENDING, breach held for pendingFor and ≥ 2 evaluations → FIRING: fired",
      WATCH,
      [
        [0, value("3")],
        [24, value("3")],
      ],
      "FIRING warning",
      ["fired: THRESHOLD"],
    ],
    [
      "PENDING, held, but not long enough → PENDING",
      WATCH,
      [
        [0, value("3")],
        [23, value("3")],
      ],
      "PENDING",
      [],
    ],
    [
      "PENDING, no breach → OK",
      WATCH,
      [
        [0, value("3")],
        [12, value("2.49")],
      ],
      "OK",
      [],
    ],
    [
      "FIRING warning, at or above critical → FIRING critical: escalated",
      AT_ONCE,
      [
        [0, value("3")],
        [1, value("5")],
      ],
      "FIRING critical",
      ["fired: THRESHOLD", "escalated: THRESHOLD"],
    ],
    [
      "FIRING, below the recovery line → RECOVERING",
      { ...AT_ONCE, keepFiringForHours: 24 },
      [
        [0, value("3")],
        [1, value("2.37")],
      ],
      "RECOVERING warning",
      ["fired: THRESHOLD"],
    ],
    [
      "FIRING, below the threshold, not below the recovery line → FIRING",
      { ...AT_ONCE, keepFiringForHours: 24 },
      [
        [0, value("3")],
        [1, value("2.375")],
      ],
      "FIRING warning",
      ["fired: THRESHOLD"],
    ],
    [
      "RECOVERING, at or above the recovery line → FIRING, same incident",
      { ...AT_ONCE, keepFiringForHours: 24 },
      [
        [0, value("3")],
        [1, value("2")],
        [2, value("2.4")],
      ],
      "FIRING warning",
      ["fired: THRESHOLD"],
    ],
    [
      "RECOVERING, below it for keepFiringFor → OK: recovered",
      { ...AT_ONCE, keepFiringForHours: 24 },
      [
        [0, value("3")],
        [1, value("2")],
        [25, value("2")],
      ],
      "OK",
      ["fired: THRESHOLD", "recovered: RECOVERED"],
    ],
    [
      "FIRING, guard failed → held",
      AT_ONCE,
      [
        [0, value("3")],
        [1, missing("INSUFFICIENT")],
      ],
      "FIRING warning",
      ["fired: THRESHOLD"],
    ],
    [
      "FIRING, no data for 7 days → closed: no longer measurable",
      AT_ONCE,
      [
        [0, value("3")],
        [1, missing("NO_DATA")],
        [1 + 7 * 24, missing("NO_DATA")],
      ],
      "NO_DATA",
      ["fired: THRESHOLD", "closed: NO_LONGER_MEASURABLE"],
    ],
    [
      "FIRING, no data, and the rule holds nothing → closed at once",
      { ...AT_ONCE, holdForDays: 0 },
      [
        [0, value("3")],
        [1, missing("NO_DATA")],
      ],
      "NO_DATA",
      ["fired: THRESHOLD", "closed: NO_LONGER_MEASURABLE"],
    ],
    [
      "RECOVERING, guard failed → held; the 7 days begin anew when a value was seen between",
      { ...AT_ONCE, keepFiringForHours: 400 },
      [
        [0, value("3")],
        [1, value("2")],
        [2, missing("INCOMPLETE")],
        [100, value("2")],
        [101, missing("INCOMPLETE")],
        [200, missing("INCOMPLETE")],
      ],
      "RECOVERING warning",
      ["fired: THRESHOLD"],
    ],
    [
      "FIRING critical, below its recovery line, still above warning → FIRING warning, in the history only",
      AT_ONCE,
      [
        [0, value("6")],
        [1, value("4")],
      ],
      "FIRING warning",
      ["fired: THRESHOLD", "eased: THRESHOLD"],
    ],
    ["OK, guard failed → INSUFFICIENT", WATCH, [[0, missing("INSUFFICIENT")]], "INSUFFICIENT", []],
    [
      "PENDING, unpriced jobs → INCOMPLETE, and the pending time begins anew",
      WATCH,
      [
        [0, value("3")],
        [23, missing("INCOMPLETE")],
        [24, value("3")],
      ],
      "PENDING",
      [],
    ],
    [
      "INSUFFICIENT, can be evaluated → as from OK",
      AT_ONCE,
      [
        [0, missing("INSUFFICIENT")],
        [1, value("3")],
      ],
      "FIRING warning",
      ["fired: THRESHOLD"],
    ],
    [
      "any, evaluation failed three times → ERROR: to the rule's owner",
      AT_ONCE,
      [
        [0, value("3")],
        [1, ERROR],
        [2, ERROR],
        [3, ERROR],
        [4, ERROR],
      ],
      "ERROR warning",
      ["fired: THRESHOLD", "failed: EVALUATION_FAILED"],
    ],
    [
      "ERROR keeps the previous state: the incident goes on",
      AT_ONCE,
      [
        [0, value("3")],
        [1, ERROR],
        [2, ERROR],
        [3, ERROR],
        [4, value("3")],
      ],
      "FIRING warning",
      ["fired: THRESHOLD", "failed: EVALUATION_FAILED"],
    ],
    [
      "twice failed and once seen is no error",
      AT_ONCE,
      [
        [0, ERROR],
        [1, ERROR],
        [2, value("1")],
        [3, ERROR],
        [4, ERROR],
      ],
      "OK",
      [],
    ],
    [
      "budget step, spend falls below by a correction → closed; again only after 24 h below it",
      STEP,
      [
        [0, value("0.8")],
        [1, value("0.79")],
        [20, value("0.9")],
      ],
      "OK",
      ["fired: THRESHOLD", "closed: CORRECTED"],
    ],
    [
      "budget step, 24 h below → fires again",
      STEP,
      [
        [0, value("0.8")],
        [1, value("0.7")],
        [20, value("0.7")],
        [25, value("0.9")],
      ],
      "FIRING warning",
      ["fired: THRESHOLD", "closed: CORRECTED", "fired: THRESHOLD"],
    ],
    [
      "any, period turns → closed (period ended)",
      STEP,
      [
        [0, value("0.9", { period: "March" })],
        [24, value("0.1", { period: "April" })],
      ],
      "OK",
      ["fired: THRESHOLD", "closed: PERIOD_ENDED"],
    ],
    [
      "any, scope archived → removed: closed, if it fired",
      AT_ONCE,
      [
        [0, value("3")],
        [1, { ...NOTHING_SEEN, gone: true }],
      ],
      "OK",
      ["fired: THRESHOLD", "closed: SCOPE_GONE"],
    ],
    ["scope archived that did not fire → nothing is said", WATCH, [[0, { ...NOTHING_SEEN, gone: true }]], "OK", []],
    [
      "certain breach: fires now although the guard fails",
      WATCH,
      [[0, missing("INSUFFICIENT", "2.5")]],
      "FIRING warning",
      ["fired: CERTAIN_BREACH"],
    ],
    ["a best that does not breach fires nothing", WATCH, [[0, missing("INSUFFICIENT", "2.49")]], "INSUFFICIENT", []],
    [
      "lower is bad: at or below the threshold",
      { ...AT_ONCE, worse: "lower", warning: "0.4", critical: "0.2" },
      [[0, value("0.4")]],
      "FIRING warning",
      ["fired: THRESHOLD"],
    ],
    [
      "lower is bad: recovered only above threshold + 5 %",
      { ...AT_ONCE, worse: "lower", warning: "0.4", critical: null },
      [
        [0, value("0.4")],
        [1, value("0.42")],
        [2, value("0.4201")],
      ],
      "OK",
      ["fired: THRESHOLD", "recovered: RECOVERED"],
    ],
    [
      "the target of the scope as threshold",
      { ...AT_ONCE, warning: null, critical: null },
      [[0, value("1.2", { thresholds: { warning: "1.1", critical: null } })]],
      "FIRING warning",
      ["fired: THRESHOLD"],
    ],
  ];
  test.each(rows)("%s", (_title, watch, looks, state, said) => {
    const seen = run(watch, looks);
    expect(seen.states.at(-1)).toBe(state);
    expect(seen.said).toEqual(said);
  });

  test("held exactly on the threshold for a month: one incident, no flapping", () => {
    const looks = Array.from({ length: 720 }, (_, at): Look => [at, value("2.5")]);
    expect(run(WATCH, looks).said).toEqual(["fired: THRESHOLD"]);
  });

  test("recovered tells how long it lasted: 3 h until the value, 24 h until it was believed", () => {
    const looks: Look[] = [
      [0, value("3")],
      [3, value("1")],
      [27, value("1")],
    ];
    const { events } = run({ ...WATCH, pendingForHours: 0 }, looks);
    expect(events.at(-1)).toMatchObject({ transition: "recovered", lastedMs: 27 * HOUR, quiet: false });
  });

  test("one evaluation is never enough, however late it comes", () => {
    expect(run(WATCH, [[1000, value("9")]]).states).toEqual(["PENDING"]);
  });

  test("the recovery line of 2.50 is 2.375; of a rate of 40 % it is 42 %", () => {
    expect(recoveryLine(WATCH, "2.5")).toBe("2.375");
    expect(recoveryLine({ ...WATCH, worse: "lower" }, "0.4")).toBe("0.42");
  });
});

// ── Over random histories ──

const amount = fc.integer({ min: 0, max: 800 }).map((cents) => (cents / 100).toFixed(2));
const sampleOf = fc.oneof(
  { weight: 6, arbitrary: amount.map((text) => value(text)) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom("NO_DATA", "INSUFFICIENT", "INCOMPLETE"), fc.option(amount))
      .map(([status, best]) => missing(status, best)),
  },
  { weight: 1, arbitrary: fc.constant(ERROR) },
  { weight: 1, arbitrary: fc.constant<Sample>({ ...NOTHING_SEEN, gone: true }) },
);
const history = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 60 }), sampleOf, fc.integer({ min: 0, max: 9 })), { maxLength: 60 })
  .map((steps) => {
    let at = 0;
    let period = 0;
    return steps.map(([wait, sample, turn]): Look => {
      at += wait;
      if (turn === 0) period += 1;
      return [at, { ...sample, period: String(period) }];
    });
  });
const watchOf = fc.constantFrom<Watch>(
  WATCH,
  AT_ONCE,
  STEP,
  { ...WATCH, critical: null },
  { ...AT_ONCE, holdForDays: 1 },
  { ...WATCH, worse: "lower", warning: "3", critical: "1" },
);
const holds = (check: (watch: Watch, looks: readonly Look[]) => void) =>
  fc.assert(fc.property(watchOf, history, check), { numRuns: 400 });

describe("over random histories", () => {
  test("one open incident per instance, and each fired is ended by exactly one recovered or closed", () =>
    holds((watch, looks) => {
      const { events, instance } = run(watch, looks);
      const open = new Set<number>();
      for (const { transition, incident } of events) {
        if (transition === "fired") {
          expect(open.size).toBe(0);
          open.add(incident);
        }
        if (transition === "recovered" || transition === "closed") expect(open.delete(incident)).toBe(true);
      }
      expect([...open]).toEqual(instance?.open ? [instance.incident] : []);
    }));

  test("no FIRING without guards, save a certain breach", () =>
    holds((watch, looks) => {
      const byTime = new Map(looks.map(([at, sample]) => [at, sample]));
      for (const event of run(watch, looks).events) {
        if (event.transition !== "fired") continue;
        const sample = byTime.get(event.at);
        expect(event.reason === "CERTAIN_BREACH" ? sample?.status !== "OK" : sample?.status === "OK").toBe(true);
        expect(event.atLeast).toBe(event.reason === "CERTAIN_BREACH");
      }
    }));

  test("the same input twice makes no new event and changes nothing", () =>
    holds((watch, looks) => {
      let instance: Instance | null = null;
      for (const [at, sample] of looks) {
        const once = evaluate(watch, instance, sample, hour(at));
        const again = evaluate(watch, once.instance, sample, hour(at));
        expect(again.events).toEqual([]);
        expect(again.instance).toEqual(once.instance);
        instance = once.instance;
      }
    }));

  test("replay over the samples that changed something, and one a day, gives the same events", () =>
    holds((watch, looks) => {
      let instance: Instance | null = null;
      let day = -1;
      const stored: Look[] = [];
      for (const [at, sample] of looks) {
        const next: Instance = evaluate(watch, instance, sample, hour(at)).instance;
        const today = Math.floor(at / 24);
        if (isChange(instance, next) || today !== day) stored.push([at, sample]);
        day = today;
        instance = next;
      }
      expect(run(watch, stored).events).toEqual(run(watch, looks).events);
    }));

  test("a period's turn delivers nothing", () =>
    holds((watch, looks) => {
      for (const { reason, quiet } of run(watch, looks).events) if (reason === "PERIOD_ENDED") expect(quiet).toBe(true);
    }));

  test("an event has a key of its own: incident, transition, period", () =>
    holds((watch, looks) => {
      const keys = run(watch, looks).events.map((event) => `${event.incident} ${event.transition} ${event.period}`);
      const failures = keys.filter((key) => key.includes("failed"));
      const others = keys.filter((key) => !key.includes("failed"));
      expect(new Set(others).size).toBe(others.length);
      expect(failures.length).toBeLessThanOrEqual(looks.length);
    }));

  test("late rows in any order: once all are there, and the value is clear of the lines, the state is the same", () =>
    fc.assert(
      fc.property(
        watchOf.filter(({ step }) => !step),
        fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 20 }),
        fc.infiniteStream(fc.integer({ min: 0, max: 1_000 })),
        (watch, cents, shuffle) => {
          const order = cents.map((cent) => ({ cent, at: shuffle.next().value ?? 0 }));
          const shuffled = order.toSorted((a, b) => a.at - b.at).map(({ cent }) => cent);
          const total = cents.reduce((sum, cent) => sum + cent, 0);
          fc.pre(Math.abs(total - 250) > 20 && Math.abs(total - 500) > 40 && Math.abs(total - 300) > 20);
          fc.pre(Math.abs(total - 100) > 10);
          const looks = (rows: readonly number[]): Look[] => {
            let sum = 0;
            const arriving = rows.map((cent, at): Look => {
              sum += cent;
              return [at, value((sum / 100).toFixed(2))];
            });
            const settled = [0, 30, 60].map((at): Look => [rows.length + at, value((total / 100).toFixed(2))]);
            return [...arriving, ...settled];
          };
          expect(run(watch, looks(shuffled)).states.at(-1)).toBe(run(watch, looks(cents)).states.at(-1));
        },
      ),
      { numRuns: 200 },
    ));
});

"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { useMe } from "@/components/common/me-context";
import { useProblem } from "@/components/common/use-problem";
import { listsKey } from "@/lib/dimensions/queries";
import { jobsKey, logJob } from "@/lib/jobs/queries";
import type { Job } from "@/lib/jobs/schema";
import { kpiKey } from "@/lib/kpi/queries";
import { hasResults, type JobDraft, nextDraft } from "./draft";
import { type DraftOwner, freshDraft, type KeptDraft, type Opening, rememberContext, saveDraft } from "./draft-storage";
import { type Failure, failureOf } from "./problems";
import { type Pending, submissionFor } from "./submission";
import { type FieldProblems, problemsOf, toJobInput } from "./to-job-input";

export type Then = "next" | "show";
type Logged = (job: Job, then: Then, giveBack: () => void) => void;

/** The second press of a double press comes this soon after the first; it must not log the next job. */
const DOUBLE_PRESS_MS = 700;

export function useDraftOwner(): DraftOwner {
  const { id, organization } = useMe();
  return { organizationId: organization.id, personId: id ?? "nobody" };
}

/** Every figure and list that a new, changed or void job moves. */
export function useRefreshFigures() {
  const client = useQueryClient();
  return useCallback(() => {
    for (const key of [jobsKey, kpiKey, [...listsKey, "motifs"]]) void client.invalidateQueries({ queryKey: key });
  }, [client]);
}

/** Keeps in this browser what stands in the form, on every change; tells when the browser refuses to. */
function useAutosave(draft: JobDraft, pending: Pending | null, aside: KeptDraft | null): boolean {
  const owner = useDraftOwner();
  const { organizationId, personId } = owner;
  const [isKept, setKept] = useState(true);
  useEffect(() => {
    const savedAt = new Date().toISOString();
    setKept(saveDraft(localStorage, { organizationId, personId }, { draft, pending, aside, savedAt }));
  }, [organizationId, personId, draft, pending, aside]);
  return isKept;
}

/** What stands in the form, and everything that may happen to it. */
export function useJobForm(opening: Opening, onLogged: Logged) {
  const owner = useDraftOwner();
  const { timeZone } = useMe().organization;
  const refresh = useRefreshFigures();
  const words = useProblem();
  const [draft, setDraft] = useState(opening.draft);
  const [pending, setPending] = useState(opening.pending);
  const [aside, setAside] = useState(opening.aside);
  const [restoredFrom, setRestoredFrom] = useState(opening.restoredFrom);
  const [problems, setProblems] = useState<FieldProblems>({});
  const [failure, setFailure] = useState<Failure | null>(opening.pending ? { kind: "unreached" } : null);
  const [turn, setTurn] = useState({ logged: 0, refused: 0 });
  // Leaving a field and submitting happen in one event: the newest values are needed before the next render.
  const latest = useRef(draft);
  const isLocked = useRef(false);
  const isKept = useAutosave(draft, pending, aside);
  const log = useMutation({ mutationFn: ({ input, key }: Pending) => logJob(input, key) });

  function replace(next: JobDraft) {
    latest.current = next;
    setDraft(next);
    setProblems({});
    setFailure(null);
    setRestoredFrom(null);
  }

  function set(changes: Partial<JobDraft>) {
    latest.current = { ...latest.current, ...changes };
    setDraft(latest.current);
    setProblems((before) =>
      Object.fromEntries(Object.entries(before).filter(([field]) => !Object.hasOwn(changes, field))),
    );
  }

  function refuse(fields: FieldProblems, next: Failure | null) {
    setProblems(fields);
    setFailure(next);
    setTurn((before) => ({ ...before, refused: before.refused + 1 }));
  }

  function accept(job: Job, typed: JobDraft, then: Then) {
    rememberContext(localStorage, owner, typed);
    setPending(null);
    replace(nextDraft(typed));
    refresh();
    setTurn((before) => ({ ...before, logged: before.logged + 1 }));
    onLogged(job, then, () => {
      if (!hasResults(latest.current)) replace(typed);
    });
  }

  async function send(submission: Pending, typed: JobDraft, then: Then) {
    try {
      accept(await log.mutateAsync(submission), typed, then);
    } catch (error) {
      const { failure: next, fields } = failureOf(error, words);
      // Refused for certain: nothing is booked, and the next try is a new one.
      if (next.kind === "refused") setPending(null);
      refuse(fields, next);
    }
  }

  async function submit(then: Then) {
    if (isLocked.current) return;
    isLocked.current = true;
    // A field that is still being typed in settles first ("spr" → SPRING26).
    if (document.activeElement instanceof HTMLInputElement) document.activeElement.blur();
    const typed = latest.current;
    const found = problemsOf(typed, timeZone);
    if (Object.keys(found).length > 0) refuse(found, null);
    else {
      const submission = submissionFor(pending, typed, {
        key: () => crypto.randomUUID(),
        input: () => toJobInput(typed, timeZone, new Date()),
      });
      setPending(submission);
      setFailure(null);
      await send(submission, typed, then);
    }
    setTimeout(() => {
      isLocked.current = false;
    }, DOUBLE_PRESS_MS);
  }

  return {
    draft,
    set,
    problems,
    failure,
    restoredFrom,
    aside,
    isKept,
    turn,
    isSending: log.isPending,
    submit: (then: Then) => void submit(then),
    startOver() {
      setPending(null);
      replace(freshDraft(localStorage, owner));
    },
    bringBack() {
      if (!aside) return;
      replace(aside.draft);
      setPending(aside.pending);
      setFailure(aside.pending ? { kind: "unreached" } : null);
      setAside(null);
    },
    dropAside: () => setAside(null),
  };
}
export type JobForm = ReturnType<typeof useJobForm>;

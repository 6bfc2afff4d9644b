"use client";

import { type FormEvent, useState, useSyncExternalStore } from "react";
import { usePeopleProblem } from "./use-people-problem";

export type Values = Record<string, string>;
type Errors = Record<string, string>;

type Options = {
  /** Message per field that is not right yet. */
  check: (values: Values) => Errors;
  send: (values: Values) => Promise<unknown>;
};

const never = () => () => {};

/**
 * A form that reads its fields when it is sent, not while they are typed: what a password manager filled in, or a
 * quick person typed before the page was ready, counts.
 */
export function usePlainForm({ check, send }: Options) {
  const { say, sayFields } = usePeopleProblem();
  const [errors, setErrors] = useState<Errors>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  // Until the page is alive a submit would be a plain post that leads nowhere.
  const isReady = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );

  async function submit(form: HTMLFormElement) {
    const values = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
    const wrong = check(values);
    setErrors(wrong);
    setProblem(null);
    const [first] = Object.keys(wrong);
    if (first) {
      focus(form, first);
      return;
    }
    setSending(true);
    try {
      await send(values);
    } catch (error) {
      const named = sayFields(error, Object.keys(values));
      setErrors(named);
      setProblem(Object.keys(named).length > 0 ? null : say(error));
      setSending(false);
    }
  }

  return {
    errors,
    problem,
    isSending,
    isReady,
    /** For forms that stay on the page after they were sent. */
    finish: () => setSending(false),
    formProps: {
      method: "post",
      noValidate: true,
      onSubmit: (event: FormEvent<HTMLFormElement>) => {
        event.preventDefault();
        void submit(event.currentTarget);
      },
    },
  };
}

function focus(form: HTMLFormElement, name: string): void {
  const field = form.elements.namedItem(name);
  if (field instanceof HTMLElement) field.focus();
}

"use client";

import { Autocomplete, Text } from "@mantine/core";
import { useState } from "react";
import { nearMatches } from "@/lib/core/near";
import { type CodeOption, matchCodes, settleCode } from "./match-codes";
import { ProblemText } from "./problem-text";
import type { FieldProblem } from "./to-job-input";

type Props = {
  name: string;
  label: string;
  value: string;
  onChange: (code: string) => void;
  /** undefined: still loading, nothing is judged */
  options: readonly CodeOption[] | undefined;
  problem?: FieldProblem | undefined;
  placeholder?: string;
  description?: string;
  required?: boolean;
  autoFocus?: boolean;
  /** New names are welcome (motif, model); otherwise an unknown code is pointed out at once. */
  free?: boolean;
};

const isSame = (a: string, b: string) => a.toLowerCase() === b.trim().toLowerCase();

/** The server would refuse it; said before it is sent, with what may have been meant. */
function unknownCode(value: string, options: readonly CodeOption[] | undefined): FieldProblem | undefined {
  if (!options || value.trim() === "" || options.some(({ code }) => isSame(code, value))) return undefined;
  const near = nearMatches(
    value.trim(),
    options.map(({ code }) => code),
  );
  return { code: "UNKNOWN_CODE", near };
}

/** Type a part of a code or name; Tab takes what is meant beyond doubt. Any code may be typed out. */
export function CodeField({ options, value, onChange, problem, free = false, ...rest }: Props) {
  const [isTyping, setTyping] = useState(false);
  const known = options ?? [];
  const own = free || isTyping ? undefined : unknownCode(value, options);
  const shown = problem ?? own;
  const names = new Map(known.map(({ code, name }) => [code, name]));

  return (
    <Autocomplete
      {...rest}
      value={value}
      onChange={onChange}
      data={known.map(({ code }) => code)}
      // A settled code shows the whole list again, with itself on top.
      filter={({ search }) => {
        const isSettled = known.some(({ code }) => isSame(code, search));
        return matchCodes(known, isSettled ? "" : search).map(({ code }) => ({ value: code, label: code }));
      }}
      limit={100}
      renderOption={({ option }) => {
        const name = names.get(option.value);
        return (
          <div>
            <Text size="sm">{option.value}</Text>
            {name && name !== option.value ? (
              <Text size="xs" c="dimmed">
                {name}
              </Text>
            ) : null}
          </div>
        );
      }}
      error={shown ? <ProblemText problem={shown} onPick={onChange} /> : undefined}
      errorProps={{ component: "div" }}
      openOnFocus={false}
      autoComplete="off"
      spellCheck={false}
      maxLength={free ? 200 : 64}
      onFocus={(event) => {
        setTyping(true);
        event.currentTarget.select();
      }}
      onBlur={(event) => {
        setTyping(false);
        const settled = free
          ? settleExact(known, event.currentTarget.value)
          : settleCode(known, event.currentTarget.value);
        if (settled !== value) onChange(settled);
      }}
    />
  );
}

/** New names stay as typed; a known one is written as it is known. */
function settleExact(options: readonly CodeOption[], typed: string): string {
  return options.find(({ code }) => isSame(code, typed))?.code ?? typed.trim();
}

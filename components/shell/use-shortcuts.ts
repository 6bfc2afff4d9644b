"use client";

import { useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { useCan, useMe } from "@/components/common/me-context";
import { navigationFor } from "./navigation";
import { type Command, interpret, type Pending } from "./shortcuts";

/** Single keys can be switched off: speech input and some keyboards press them by accident. */
export function useSingleKeys() {
  return useLocalStorage<boolean>({ key: "pixelledger.single-keys", defaultValue: true });
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.closest("input, textarea, select, [role=combobox], [role=textbox]") !== null);

const isModified = (event: KeyboardEvent) => event.metaKey || event.ctrlKey || event.altKey;

const isPaletteKey = (event: KeyboardEvent) =>
  (event.metaKey || event.ctrlKey) && !event.altKey && event.key.toLowerCase() === "k";

/** A dialog has keys of its own, and nobody wants to leave it by accident. */
const isInDialog = () => document.querySelector("[role=dialog]") !== null;

/** Where this stands on a screen, the screen has a sheet of its own keys, and ? opens that one. */
export const OWN_HELP = { "data-own-help": true } as const;
const hasOwnHelp = () => document.querySelector("[data-own-help]") !== null;

/** The keys of the whole product. @param on.search opens the palette, `on.help` the sheet of keys */
export function useShortcuts(on: { search: () => void; help: () => void }): void {
  const router = useRouter();
  const mayLog = useCan("jobs:log");
  const entries = navigationFor(useMe().permissions);
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light");
  const [areOn] = useSingleKeys();
  const pending = useRef<Pending>(null);

  const simple = {
    search: on.search,
    help: on.help,
    theme: () => setColorScheme(scheme === "dark" ? "light" : "dark"),
    log: () => (mayLog ? router.push("/jobs/new" as Route) : undefined),
  };
  function run(command: Command): void {
    if (command.do === "go") {
      const entry = entries.find(({ key }) => key === command.to);
      if (entry) router.push(entry.href as Route);
    } else simple[command.do]();
  }
  const latest = useRef(run);
  latest.current = run;

  useEffect(() => {
    /** What the key means here and now; null: it is not ours. */
    function commandOf(event: KeyboardEvent): Command | null {
      if (isPaletteKey(event)) return { do: "search" };
      if (!areOn || isModified(event) || event.repeat || isTyping(event.target) || isInDialog()) return null;
      const wasWaiting = pending.current !== null;
      const next = interpret(pending.current, event.key, Date.now());
      pending.current = next.pending;
      // The letter after g belongs to it: a screen that has the same key must not hear it.
      if (wasWaiting && next.command) event.stopImmediatePropagation();
      return next.command?.do === "help" && hasOwnHelp() ? null : next.command;
    }
    function press(event: KeyboardEvent) {
      const command = commandOf(event);
      if (!command) return;
      event.preventDefault();
      latest.current(command);
    }
    window.addEventListener("keydown", press, { capture: true });
    return () => window.removeEventListener("keydown", press, { capture: true });
  }, [areOn]);
}

"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { line } from "@/lib/http/line";
import { LIVE_TOPICS, type LiveTopic, rootsOf, waitBefore } from "@/lib/live/rules";

const EVENTS = "/api/v1/events";
/** Changes that come one after the other are one reason to ask again. */
const DEBOUNCE_MS = 400;
/** A window out of sight stops listening, so that many of them do not use up the browser's connections. */
const OUT_OF_SIGHT_MS = 20_000;
/** A short gap is nobody's business. */
const QUIET_MS = 4_000;

type Connection = { start: () => void; stop: () => void };

async function parsed(text: string): Promise<LiveTopic[]> {
  try {
    const { changedMessage } = await import("@/lib/live/schema");
    return changedMessage.safeParse(JSON.parse(text)).data?.topics ?? [];
  } catch {
    return [];
  }
}

/** One connection that comes back by itself. `onTopics` hears of everything after a gap. */
function connection(
  onTopics: (topics: readonly LiveTopic[]) => void,
  onState: (connected: boolean) => void,
): Connection {
  let source: EventSource | null = null;
  let timer: number | undefined;
  let attempt = 0;
  let hadGap = false;

  const stop = () => {
    window.clearTimeout(timer);
    source?.close();
    source = null;
    hadGap = true;
  };
  const start = () => {
    if (source) return;
    const opened = new EventSource(EVENTS);
    source = opened;
    opened.addEventListener("open", () => {
      attempt = 0;
      onState(true);
      if (hadGap) onTopics(LIVE_TOPICS);
      hadGap = false;
    });
    opened.addEventListener("changed", (event) => void parsed(event.data).then(onTopics));
    opened.addEventListener("error", () => {
      stop();
      onState(false);
      // Where the line itself is down, its return starts this again.
      void line.look().then(() => {
        if (line.read().state !== "clear") return;
        window.clearTimeout(timer);
        timer = window.setTimeout(start, waitBefore(attempt));
        attempt += 1;
      });
    });
  };
  return { start, stop };
}

/** Figures of this window follow what others do. @returns since when they do not; null: they do */
export function useLiveUpdates(): Date | null {
  const client = useQueryClient();
  const [lostAt, setLostAt] = useState<Date | null>(null);

  useEffect(() => {
    const waiting = new Set<LiveTopic>();
    let debounce: number | undefined;
    let quiet: number | undefined;
    let sight: number | undefined;

    const askAgain = () => {
      const roots = rootsOf([...waiting]);
      waiting.clear();
      // What is on the screen stays until the new answer is there.
      for (const root of roots) void client.invalidateQueries({ queryKey: [root] }, { cancelRefetch: false });
    };
    const onTopics = (topics: readonly LiveTopic[]) => {
      for (const topic of topics) waiting.add(topic);
      window.clearTimeout(debounce);
      debounce = window.setTimeout(askAgain, DEBOUNCE_MS);
    };
    const onState = (connected: boolean) => {
      window.clearTimeout(quiet);
      if (connected) return setLostAt(null);
      const at = new Date();
      quiet = window.setTimeout(() => setLostAt((since) => since ?? at), QUIET_MS);
    };
    const live = connection(onTopics, onState);
    const onSight = () => {
      window.clearTimeout(sight);
      if (document.visibilityState === "visible") live.start();
      else sight = window.setTimeout(live.stop, OUT_OF_SIGHT_MS);
    };
    const onLine = () => {
      live.stop();
      if (line.read().state === "clear") live.start();
    };
    onSight();
    document.addEventListener("visibilitychange", onSight);
    const forgetLine = line.subscribe(onLine);
    return () => {
      for (const timer of [debounce, quiet, sight]) window.clearTimeout(timer);
      document.removeEventListener("visibilitychange", onSight);
      forgetLine();
      live.stop();
    };
  }, [client]);

  return lostAt;
}

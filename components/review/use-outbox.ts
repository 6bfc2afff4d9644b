"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { useMe } from "@/components/common/me-context";
import { useRefreshFigures } from "@/components/jobs/use-job-form";
import { reviewsKey } from "@/lib/reviews/queries";
import type { OutboxOwner } from "./outbox";
import { type OutboxSender, type OutboxState, senderOf } from "./outbox-sender";

const NOT_READ: OutboxState = { entries: [], line: "unread" };
const never = () => () => {};

function useOutboxOwner(): OutboxOwner {
  const { id, organization } = useMe();
  return useMemo(() => ({ organizationId: organization.id, personId: id ?? "nobody" }), [organization.id, id]);
}

/** The sender, once the page runs in a browser; null while the server draws it. */
export function useOutbox(): { sender: OutboxSender | null; state: OutboxState } {
  const owner = useOutboxOwner();
  // There from the first moment in a browser: a key pressed before the first effect has run must not be lost.
  const sender = useMemo(() => (typeof window === "undefined" ? null : senderOf(owner)), [owner]);
  const state = useSyncExternalStore(
    sender?.subscribe ?? never,
    () => sender?.state() ?? NOT_READ,
    () => NOT_READ,
  );
  return { sender, state };
}

/** After a pause in deciding, not after every key press. */
const REFRESH_AFTER_MS = 700;

/** Keeps decisions of earlier visits going out on every page, and figures up to date when they have been stored. */
export function OutboxRunner() {
  const { sender } = useOutbox();
  const client = useQueryClient();
  const refreshFigures = useRefreshFigures();
  useEffect(() => {
    if (!sender) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = sender.start();
    const forget = sender.onStored(() => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        refreshFigures();
        void client.invalidateQueries({ queryKey: reviewsKey });
      }, REFRESH_AFTER_MS);
    });
    return () => {
      clearTimeout(timer);
      forget();
      stop();
    };
  }, [sender, client, refreshFigures]);
  return null;
}

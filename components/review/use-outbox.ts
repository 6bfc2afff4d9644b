"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { useMe } from "@/components/common/me-context";
import { useRefreshFigures } from "@/components/jobs/use-job-form";
import { reviewsKey } from "@/lib/reviews/queries";
import type { OutboxOwner } from "./outbox";
import { NOT_READ, type OutboxSender, type OutboxState, senderOf } from "./outbox-sender";

function useOutboxOwner(): OutboxOwner {
  const { id, organization } = useMe();
  return useMemo(() => ({ organizationId: organization.id, personId: id ?? "nobody" }), [organization.id, id]);
}

/** What sends this person's decisions; there from the first moment, so that no early key is lost. */
export function useOutbox(): OutboxSender {
  const owner = useOutboxOwner();
  return useMemo(() => senderOf(owner), [owner]);
}

/** What waits there; what the browser has kept is read after the page was drawn as the server drew it. */
export function useOutboxState(sender: OutboxSender): OutboxState {
  return useSyncExternalStore(sender.subscribe, sender.state, () => NOT_READ);
}

/** After a pause in deciding, not after every key press. */
const REFRESH_AFTER_MS = 700;

/** Keeps decisions of earlier visits going out on every page, and figures up to date when they have been stored. */
export function OutboxRunner() {
  const sender = useOutbox();
  const client = useQueryClient();
  const refreshFigures = useRefreshFigures();
  useEffect(() => {
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

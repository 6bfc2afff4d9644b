"use client";

import { type NotificationData, notifications } from "@mantine/notifications";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { ApiError } from "@/lib/http/fetch-json";
import { useProblem } from "./use-problem";

/** What was done. Stays long enough to reach an undo in it. */
export function notifyDone(
  message: ReactNode,
  title?: string,
  over: Partial<Pick<NotificationData, "id" | "autoClose">> = {},
): void {
  const icon = <IconCheck size={18} aria-hidden />;
  notifications.show({ color: "teal", icon, title, message, autoClose: 8000, ...over });
}

function Why({ error, fallback }: { error: unknown; fallback: string | undefined }) {
  const { say } = useProblem();
  const hasAnswer = error instanceof ApiError && error.status !== 0;
  return hasAnswer || fallback === undefined ? say(error) : fallback;
}

/** What failed and why; stays until it is closed. `fallback` is said where the server gave no answer. */
export function notifyFailed(error: unknown, fallback?: string): void {
  notifications.show({
    color: "red",
    icon: <IconAlertTriangle size={18} aria-hidden />,
    message: <Why error={error} fallback={fallback} />,
    autoClose: false,
    role: "alert",
  });
}

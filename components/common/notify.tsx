"use client";

import { type NotificationData, notifications } from "@mantine/notifications";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { ApiError } from "@/lib/http/fetch-json";

/** What was done. Stays long enough to reach an undo in it. */
export function notifyDone(
  message: ReactNode,
  title?: string,
  over: Partial<Pick<NotificationData, "id" | "autoClose">> = {},
): void {
  const icon = <IconCheck size={18} aria-hidden />;
  notifications.show({ color: "teal", icon, title, message, autoClose: 8000, ...over });
}

/** What failed and why; stays until it is closed. `fallback` is said where the server gave no words. */
export function notifyFailed(error: unknown, fallback: string): void {
  const message = error instanceof ApiError && error.status !== 0 ? error.message : fallback;
  notifications.show({
    color: "red",
    icon: <IconAlertTriangle size={18} aria-hidden />,
    message,
    autoClose: false,
    role: "alert",
  });
}

"use client";

import {
  IconAlertOctagon,
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconSend,
  IconTool,
} from "@tabler/icons-react";
import type { Message } from "@/lib/notifications/schema";
import classes from "./notifications.module.css";

function markOf({ kind, transition, severity }: Message) {
  if (kind === "test") return { Icon: IconSend, tone: "quiet" };
  if (transition === "recovered") return { Icon: IconCircleCheck, tone: "fine" };
  if (transition === "closed") return { Icon: IconCircleX, tone: "quiet" };
  if (transition === "failed") return { Icon: IconTool, tone: "quiet" };
  return severity === "critical"
    ? { Icon: IconAlertOctagon, tone: "critical" }
    : { Icon: IconAlertTriangle, tone: "warning" };
}

/** Shape as well as colour; the subject beside it says the same in words. */
export function MessageMark({ message }: { message: Message }) {
  const { Icon, tone } = markOf(message);
  return (
    <span className={classes.mark} data-tone={tone}>
      <Icon size={18} stroke={1.8} aria-hidden />
    </span>
  );
}

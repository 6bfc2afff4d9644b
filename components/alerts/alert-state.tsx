"use client";

import {
  IconAlertCircle,
  IconAlertTriangle,
  IconBellOff,
  IconCircleCheck,
  IconClockPause,
  IconHelpCircle,
  IconHourglass,
  IconPlugConnectedX,
  IconTrendingDown,
} from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import type { Alert } from "@/lib/alerts/schema";
import classes from "./alerts.module.css";

type Shown = Pick<Alert, "state" | "severity" | "open">;

function look({ state, severity, open }: Shown) {
  if (open && state === "RECOVERING")
    return { tone: severity ?? "warning", word: "RECOVERING", icon: IconTrendingDown } as const;
  if (open && severity === "critical") return { tone: "critical", word: "critical", icon: IconAlertCircle } as const;
  if (open) return { tone: "warning", word: "warning", icon: IconAlertTriangle } as const;
  if (state === "PENDING") return { tone: "pending", word: "PENDING", icon: IconHourglass } as const;
  if (state === "OK") return { tone: "fine", word: "OK", icon: IconCircleCheck } as const;
  if (state === "ERROR") return { tone: "critical", word: "ERROR", icon: IconPlugConnectedX } as const;
  return { tone: "unknown", word: state, icon: IconHelpCircle } as const;
}

/** Shape and word as well as colour. */
export function AlertState(shown: Shown) {
  const t = useTranslations("alerts.state");
  const { tone, word, icon: Icon } = look(shown);
  return (
    <span className={classes.state} data-tone={tone}>
      <Icon size={16} stroke={1.8} aria-hidden />
      {t(word)}
    </span>
  );
}

/** What stands beside the state. */
export function AlertFlags({ alert }: { alert: Pick<Alert, "silenced" | "paused" | "atLeast" | "staleSince"> }) {
  const t = useTranslations("alerts.flag");
  const { silenced, paused, atLeast, staleSince } = alert;
  if (!silenced && !paused && !atLeast && !staleSince) return null;
  return (
    <span className={classes.flags}>
      {silenced ? (
        <span>
          <IconBellOff size={14} aria-hidden /> {t("silenced")}
        </span>
      ) : null}
      {paused ? (
        <span>
          <IconClockPause size={14} aria-hidden /> {t("paused")}
        </span>
      ) : null}
      {atLeast ? <span>{t("certain")}</span> : null}
      {staleSince ? <span>{t("stale")}</span> : null}
    </span>
  );
}

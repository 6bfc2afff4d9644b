import type { DeliveryState } from "../schema";
import { afterQuiet, nextAttempt, type Quiet } from "./timing";

export type Outcome = {
  ok: boolean;
  at: Date;
  /** Another attempt would end the same way: failed, or nobody is there any more who wants it. */
  over?: "failed" | "withdrawn" | undefined;
  /** Whose quiet hours another attempt must keep. */
  quiet?: Quiet | undefined;
};

type Next = { state: DeliveryState; sentAt: Date | null; nextAt: Date | null; isFirstFailure: boolean };

/** What an attempt makes of a delivery. Null: it arrived before, and that a repeat failed takes nothing back. */
export function afterAttempt(
  before: { state: DeliveryState; attempts: number },
  { ok, at, over, quiet }: Outcome,
  timeZone: string,
): Next | null {
  if (ok) return { state: "sent", sentAt: at, nextAt: null, isFirstFailure: false };
  if (before.state === "sent") return null;
  const again = over ? null : nextAttempt(before.attempts + 1, at);
  if (again) {
    const nextAt = quiet ? afterQuiet(again, quiet, timeZone) : again;
    return { state: "waiting", sentAt: null, nextAt, isFirstFailure: false };
  }
  const isFirstFailure = over === undefined && before.state !== "failed";
  return { state: over ?? "failed", sentAt: null, nextAt: null, isFirstFailure };
}

"use client";

import { useCan } from "@/components/common/me-context";
import { useMayWriteRules } from "./use-may-write-rules";

/** A pilot's figures become targets and rules at once. */
export function useMayCalibrate(): boolean {
  const mayAim = useCan("targets:write");
  return useMayWriteRules() && mayAim;
}

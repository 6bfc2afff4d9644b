"use client";

import { Kbd } from "@mantine/core";
import { useOs } from "@mantine/hooks";

/** The keys that log, as they are called on this machine. */
export function LogKeys() {
  const os = useOs();
  return <Kbd size="xs">{os === "macos" || os === "ios" ? "⌘ ↵" : "Ctrl ↵"}</Kbd>;
}

import type { Target } from "@/lib/targets/schema";
import type { TargetGroup } from "./targets";

/** `next`: a new value from a day on; `edit`: one that has not begun. */
export type TargetFormOpen = { mode: "add" } | { mode: "next" | "edit"; target: Target };

/** What is open beside the list. */
export type Opened =
  | ({ what: "form" } & TargetFormOpen)
  | { what: "end" | "unfreeze" | "history"; group: TargetGroup }
  | null;

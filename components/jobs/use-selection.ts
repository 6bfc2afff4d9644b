"use client";

import { useMemo, useState } from "react";
import type { JobListParams } from "@/lib/jobs/queries";

/** Rows that somebody chose, or everything that the filters find. */
export type Chosen = { kind: "some"; ids: ReadonlySet<string> } | { kind: "all" };

const NONE: Chosen = { kind: "some", ids: new Set() };

/** Which rows of a list are chosen, by click, range and key; another question begins anew. */
export function useSelection(shown: readonly string[], params: JobListParams) {
  const question = JSON.stringify(params);
  const [held, setHeld] = useState<{ question: string; chosen: Chosen; last: string | null }>({
    ...{ question, chosen: NONE, last: null },
  });
  const { chosen, last } = held.question === question ? held : { chosen: NONE, last: null };

  return useMemo(() => {
    const set = (next: Chosen, at: string | null = null) => setHeld({ question, chosen: next, last: at });
    const isChosen = (id: string) => chosen.kind === "all" || chosen.ids.has(id);
    const some = () => new Set(chosen.kind === "all" ? shown : chosen.ids);

    /** `range`: everything from the row that was chosen last becomes what this one becomes. */
    function toggle(id: string, range: boolean): void {
      const ids = some();
      const places = [range && last !== null ? last : id, id].map((one) => shown.indexOf(one)).sort((a, b) => a - b);
      const [from = 0, to = 0] = places;
      const take = !ids.has(id);
      for (const one of shown.slice(from, to + 1))
        if (take) ids.add(one);
        else ids.delete(one);
      set({ kind: "some", ids }, id);
    }

    const areAllShown = shown.length > 0 && shown.every(isChosen);
    return {
      chosen,
      count: chosen.kind === "all" ? null : chosen.ids.size,
      isChosen,
      areAllShown,
      isAny: chosen.kind === "all" || chosen.ids.size > 0,
      toggle,
      toggleShown: () => set(areAllShown ? NONE : { kind: "some", ids: new Set(shown) }),
      chooseMatching: () => set({ kind: "all" }),
      clear: () => set(NONE),
    };
  }, [shown, question, chosen, last]);
}
export type Selection = ReturnType<typeof useSelection>;

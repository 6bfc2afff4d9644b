"use client";

import { type ComponentType, useState } from "react";

/**
 * A part of the screen that most visits never open: loaded when somebody reaches for what opens it. Until then the button
 * stands there alone, and a page has less to load before it can be used.
 */
export function useOnDemand<Props>(load: () => Promise<ComponentType<Props>>) {
  const [Part, setPart] = useState<ComponentType<Props> | null>(null);
  // A failed load is tried again by the next click.
  const early = () => void load().catch(() => undefined);
  return {
    Part,
    ask: () =>
      void load().then(
        (loaded) => setPart(() => loaded),
        () => undefined,
      ),
    /** Whoever points at it will probably press it. */
    reach: { onPointerEnter: early, onFocus: early },
  };
}

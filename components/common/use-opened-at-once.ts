"use client";

import { useEffect, useRef, useState } from "react";

/**
 * For what was loaded because somebody pressed its button: it takes the place of that button, so it takes the focus, too,
 * and opens; where it closes, the focus comes back to the button.
 */
export function useOpenedAtOnce() {
  const ref = useRef<HTMLButtonElement>(null);
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    ref.current?.focus({ preventScroll: true });
    setOpened(true);
  }, []);
  return { ref, opened, setOpened };
}

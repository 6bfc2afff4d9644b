"use client";

import { type ReactElement, useEffect } from "react";
import { useOnDemand } from "./use-on-demand";

type Props = {
  label: string;
  /** False: the name stands there anyway. */
  isNeeded?: boolean;
  position?: "right" | "bottom";
  children: ReactElement<Record<string, unknown>>;
};

const load = () => import("./tooltip").then(({ Beside }) => Beside);

/** A name or a hint that appears beside something on hover and focus; it comes after the page. */
export function Named({ label, isNeeded = true, position = "bottom", children }: Props) {
  const { Part, ask } = useOnDemand(load);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, when it is needed
  useEffect(() => {
    if (isNeeded) ask();
  }, [isNeeded]);
  if (!Part || !isNeeded) return children;
  return (
    <Part label={label} position={position}>
      {children}
    </Part>
  );
}

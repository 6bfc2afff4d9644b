"use client";

import type { Route } from "next";
import { cloneElement, type ReactElement, type ReactNode } from "react";
import { useOnDemand } from "./use-on-demand";

export type Action = {
  id: string;
  label: ReactNode;
  icon?: ReactNode;
  /** At the end of the line, for a mark. */
  mark?: ReactNode;
  href?: Route;
  onClick?: () => void;
  isDisabled?: boolean;
  isCurrent?: boolean;
  lang?: string;
  /** A line above it. */
  startsGroup?: boolean;
};

export type MenuProps = {
  /** The button; it takes what opens the menu. */
  target: ReactElement<Record<string, unknown>>;
  /** Above the actions. */
  head?: ReactNode;
  actions: readonly Action[];
  position?: "bottom-start" | "bottom-end";
  width?: number;
};

const load = () => import("./opened-menu").then(({ OpenedMenu }) => OpenedMenu);

/** A button with a menu, of which only the button is there until somebody reaches for it. */
export function ActionMenu(props: MenuProps) {
  const { Part, ask, reach } = useOnDemand(load);
  if (Part) return <Part {...props} />;
  return cloneElement(props.target, { ...reach, onClick: ask, "aria-haspopup": "menu", "aria-expanded": false });
}

"use client";

import { cloneElement } from "react";
import type { MenuProps } from "./opened-menu";
import { useOnDemand } from "./use-on-demand";

const load = () => import("./opened-menu").then(({ OpenedMenu }) => OpenedMenu);

/** A button with a menu, of which only the button is there until somebody reaches for it. */
export function ActionMenu(props: MenuProps) {
  const { Part, ask, reach } = useOnDemand(load);
  if (Part) return <Part {...props} />;
  return cloneElement(props.target, { ...reach, onClick: ask, "aria-haspopup": "menu", "aria-expanded": false });
}

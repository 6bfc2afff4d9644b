"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import type { SheetProps } from "./opened-sheet";

const OpenedSheet = dynamic(() => import("./opened-sheet").then(({ OpenedSheet: Part }) => Part), { ssr: false });

/** What a phone shows from below; loaded when it opens for the first time. */
export function BottomSheet(props: SheetProps) {
  const [wasOpened, setWasOpened] = useState(false);
  if (props.opened && !wasOpened) setWasOpened(true);
  return wasOpened ? <OpenedSheet {...props} /> : null;
}

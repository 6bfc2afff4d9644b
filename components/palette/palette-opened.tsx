"use client";

import { spotlight } from "@mantine/spotlight";
import { useEffect } from "react";
import { Palette } from "./palette";

/** The palette, opened each time `asked` changes. */
export function PaletteOpened({ asked, onHelp }: { asked: number; onHelp: () => void }) {
  useEffect(() => {
    if (asked > 0) spotlight.open();
  }, [asked]);
  return <Palette onHelp={onHelp} />;
}

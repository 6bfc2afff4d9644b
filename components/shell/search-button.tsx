"use client";

import { UnstyledButton } from "@mantine/core";
import { useOs } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import classes from "./keys.module.css";
import { useShortcuts } from "./use-shortcuts";

// Most visits never search: what searches is loaded when somebody does.
const Palette = dynamic(() => import("@/components/palette/palette-opened").then((loaded) => loaded.PaletteOpened), {
  ssr: false,
});

const ShortcutHelp = dynamic(() => import("./shortcut-help").then((loaded) => loaded.ShortcutHelp), { ssr: false });

/** The way into the palette, with the keys of the whole product. */
export function SearchButton() {
  const t = useTranslations("palette");
  const os = useOs();
  // Each number opens it once more; 0: it was never opened, so it is not loaded.
  const [asked, setAsked] = useState(0);
  const [help, setHelp] = useState<"never" | "open" | "closed">("never");
  const open = () => setAsked((before) => before + 1);
  useShortcuts({ search: open, help: () => setHelp("open") });
  return (
    <>
      <UnstyledButton className={classes.search} onClick={open} aria-haspopup="dialog">
        <IconSearch size={18} stroke={1.6} aria-hidden />
        <span className={classes.searchText}>{t("button")}</span>
        <kbd className={classes.key} aria-hidden>
          {os === "macos" || os === "ios" ? "⌘K" : `${t("ctrl")} K`}
        </kbd>
      </UnstyledButton>
      {asked > 0 ? <Palette asked={asked} onHelp={() => setHelp("open")} /> : null}
      {help === "never" ? null : <ShortcutHelp opened={help === "open"} onClose={() => setHelp("closed")} />}
    </>
  );
}

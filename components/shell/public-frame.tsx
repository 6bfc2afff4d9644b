"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LanguageMenu } from "./language-menu";
import { Logo } from "./logo";
import classes from "./shell.module.css";
import { ThemeToggle } from "./theme-toggle";

/** Around the pages for people who are not signed in yet. */
export function PublicFrame({ children }: { children: ReactNode }) {
  const t = useTranslations("common");
  return (
    <div className={classes.public}>
      <a href="#content" className="skip-link">
        {t("skipToContent")}
      </a>
      <header className={classes.publicHeader}>
        <span className={classes.brand}>
          <Logo />
          {t("product")}
        </span>
        <span className={classes.headerEnd}>
          <LanguageMenu />
          <ThemeToggle />
        </span>
      </header>
      <main id="content" tabIndex={-1} className={classes.publicMain}>
        {children}
      </main>
    </div>
  );
}

"use client";

import { DatesProvider } from "@mantine/dates";
import dynamic from "next/dynamic";
import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useCan, useMe } from "@/components/common/me-context";
import { ConnectionLater } from "@/components/live/connection-later";
import { BrokenBanner } from "@/components/notifications/broken-banner";
import { BottomBar } from "./bottom-bar";
import { rememberChoice } from "./cookies";
import classes from "./frame.module.css";
import { Header } from "./header";

import { Sidebar } from "./sidebar";
import { usePaper } from "./use-paper";

// Nothing to see, and nothing that the first moment of a page needs.
const OutboxRunner = dynamic(() => import("@/components/review/use-outbox").then((loaded) => loaded.OutboxRunner), {
  ssr: false,
});

const WEEK_DAYS = [0, 1, 2, 3, 4, 5, 6] as const;

/**
 * What stands around every signed-in page. `foldedAtFirst` comes from a cookie, so that the page does not jump. It is laid out by
 * its style sheet alone: a layout that changes its state on arrival makes React wake the whole page in one long task.
 */
export function Frame({ foldedAtFirst, children }: { foldedAtFirst: boolean; children: ReactNode }) {
  const t = useTranslations("shell");
  const tc = useTranslations("common");
  const locale = useLocale();
  const { organization } = useMe();
  const mayDecide = useCan("reviews:decide");
  const [folded, setFolded] = useState(foldedAtFirst);
  usePaper();
  const firstDayOfWeek = WEEK_DAYS[organization.weekStart] ?? 1;

  function fold() {
    rememberChoice("navigation", folded ? "open" : "folded");
    setFolded(!folded);
  }

  return (
    <DatesProvider settings={{ locale: locale === "en" ? "en-gb" : locale, firstDayOfWeek, weekendDays: [] }}>
      {mayDecide ? <OutboxRunner /> : null}
      <a href="#content" className="skip-link">
        {tc("skipToContent")}
      </a>
      <div className={classes.frame} data-folded={folded || undefined}>
        <header className={classes.top}>
          <Header />
        </header>
        <div className={classes.side}>
          <Sidebar folded={folded} onFold={fold} />
        </div>
        <main className={classes.main}>
          {organization.demo ? <p className={classes.demo}>{t("demo")}</p> : null}
          <BrokenBanner />
          <div id="content" tabIndex={-1} className={classes.content}>
            {children}
          </div>
        </main>
        <div className={classes.bottom}>
          <BottomBar />
        </div>
      </div>
      <ConnectionLater />
    </DatesProvider>
  );
}

"use client";

import { Button } from "@mantine/core";
import { IconCloudOff, IconRefresh, IconUserOff } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { useMe } from "@/components/common/me-context";
import { useMoment } from "@/components/common/use-moment";
import { useOutbox, useOutboxState } from "@/components/review/use-outbox";
import { line, watchLine } from "@/lib/http/line";
import classes from "./live.module.css";
import { useLine } from "./use-line";
import { useLiveUpdates } from "./use-live-updates";

const SignInAgain = dynamic(() => import("./sign-in-again").then((loaded) => loaded.SignInAgain), { ssr: false });

/** A short gap is nobody's business. */
const QUIET_MS = 2_000;

/** True when `is` has been so for a while. */
function useLasting(is: boolean): boolean {
  const [lasts, setLasts] = useState(false);
  useEffect(() => {
    if (!is) return setLasts(false);
    const timer = window.setTimeout(() => setLasts(true), QUIET_MS);
    return () => window.clearTimeout(timer);
  }, [is]);
  return lasts && is;
}

/** Without a connection a link would lead to the browser's own error page, and everything here would be gone. */
function useStay(isOffline: boolean): void {
  useEffect(() => {
    if (!isOffline) return;
    const stay = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      const isDownload = link?.hasAttribute("download") || link?.getAttribute("href")?.startsWith("#");
      if (!link || isDownload || event.metaKey || event.ctrlKey) return;
      event.preventDefault();
      event.stopPropagation();
      void line.look();
    };
    document.addEventListener("click", stay, { capture: true });
    return () => document.removeEventListener("click", stay, { capture: true });
  }, [isOffline]);
}

/** Decisions on pictures that this browser keeps until they are stored. */
function Waiting() {
  const t = useTranslations("shell.line");
  const { entries } = useOutboxState(useOutbox());
  const count = entries.filter(({ trouble }) => trouble === null).length;
  return count > 0 ? ` ${t("waiting", { count })}` : null;
}

function Strip({ icon, action, children }: { icon: ReactNode; action: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.strip}>
      {icon}
      <span>{children}</span>
      {action}
    </div>
  );
}

/**
 * The page's connection: figures follow what others do, and where they cannot, it is said calmly since when. Nothing on the
 * page goes away meanwhile, and all of it is renewed as soon as the server answers.
 */
export function Connection() {
  const t = useTranslations("shell.line");
  const client = useQueryClient();
  const { id: personId, organization } = useMe();
  const organizationId = organization.id;
  const moment = useMoment();
  const { state, since } = useLine();
  const lostAt = useLiveUpdates();
  const [declined, setDeclined] = useState(0);
  const isOffline = useLasting(state === "offline");
  useEffect(() => watchLine({ personId, organizationId }), [personId, organizationId]);
  useStay(state === "offline");

  return (
    <>
      <div role="status" className={classes.place}>
        {isOffline ? (
          <Strip
            icon={<IconCloudOff size={18} stroke={1.6} aria-hidden />}
            action={
              <Button size="compact-sm" variant="default" onClick={() => void line.look()}>
                {t("askNow")}
              </Button>
            }
          >
            <strong>{t("offline", { time: moment(since) })}</strong> {t("offlineHint")}
            <Waiting />
          </Strip>
        ) : null}
        {state === "signedOut" ? (
          <Strip
            icon={<IconUserOff size={18} stroke={1.6} aria-hidden />}
            action={
              <Button size="compact-sm" onClick={() => setDeclined(0)}>
                {t("signIn")}
              </Button>
            }
          >
            <strong>{t("signedOut", { time: moment(since) })}</strong>
            <Waiting />
          </Strip>
        ) : null}
        {state === "clear" && lostAt ? (
          <Strip
            icon={<IconRefresh size={18} stroke={1.6} aria-hidden />}
            action={
              <Button size="compact-sm" variant="default" onClick={() => void client.invalidateQueries()}>
                {t("renew")}
              </Button>
            }
          >
            <strong>{t("notLive", { time: moment(lostAt.getTime()) })}</strong>
          </Strip>
        ) : null}
      </div>
      {state === "signedOut" ? <SignInAgain opened={declined !== since} onClose={() => setDeclined(since)} /> : null}
    </>
  );
}

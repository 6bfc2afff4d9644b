"use client";

import { useTranslations } from "next-intl";
import { PageNote } from "./page-note";

type Props = { error: Error & { digest?: string }; reset: () => void };

/** A page that could not be drawn: what happened, the number that finds it in the log, another try. */
export function PageFailed({ error, reset }: Props) {
  const t = useTranslations("errors");
  const again = (
    <button type="button" onClick={reset}>
      {t("reload")}
    </button>
  );
  return (
    <PageNote
      title={t("brokenTitle")}
      hint={
        <>
          {t("brokenHint")}
          {error.digest ? <div>{t("number", { digest: error.digest })}</div> : null}
        </>
      }
      action={again}
    />
  );
}

"use client";

import { useMounted } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useCan } from "@/components/common/me-context";
import { PageHeader } from "@/components/common/page-header";
import { EmptyState, ErrorState, Loading } from "@/components/common/states";
import { jobQuery } from "@/lib/jobs/queries";
import type { JobDetail } from "@/lib/jobs/schema/detail";
import { draftFromJob, type JobDraft } from "./draft";
import { openingDraft } from "./draft-storage";
import { JobFormPanel } from "./job-form";
import { LogKeys } from "./log-keys";
import { useDraftOwner } from "./use-job-form";

/** What the address asks for: a past job to log again, or an upscale of one of its pictures. */
export type Start = { again: string | null; source: string | null };

const draftFor = (job: JobDetail, source: string | null): JobDraft =>
  source ? { ...draftFromJob(job), kind: "upscale", sourceAsset: source, seed: "", modules: [] } : draftFromJob(job);

/** The draft lives in this browser, so the form is drawn there and nowhere else. */
function OpenedForm({ again }: { again: JobDraft | null }) {
  const owner = useDraftOwner();
  const [opening] = useState(() => openingDraft(localStorage, owner, again));
  useEffect(() => {
    // A reload must bring back what was typed since, not the past job once more.
    window.history.replaceState(null, "", "/jobs/new");
  }, []);
  return <JobFormPanel opening={opening} />;
}

function AgainForm({ id, source }: { id: string; source: string | null }) {
  const t = useTranslations("jobs");
  const { data, error, refetch } = useQuery(jobQuery(id));
  if (data) return <OpenedForm again={draftFor(data, source)} />;
  if (error)
    return (
      <>
        <EmptyState title={t("form.againFailed")} hint={<ErrorState error={error} onRetry={() => void refetch()} />} />
        <OpenedForm again={null} />
      </>
    );
  return <Loading rows={8} />;
}

/** The page for somebody who logs thirty jobs a day, ten seconds each. */
export function JobLogger({ again, source }: Start) {
  const t = useTranslations("jobs");
  const isMounted = useMounted();
  const mayLog = useCan("jobs:log");
  // The address is cleaned after the start; what it asked for stays.
  const [start] = useState({ again, source });
  if (!mayLog) return <EmptyState title={t("form.notAllowed")} hint={t("form.notAllowedHint")} />;
  return (
    <>
      <PageHeader title={t("form.title")} description={t.rich("form.description", { keys: () => <LogKeys /> })} />
      {!isMounted ? <Loading rows={8} /> : null}
      {isMounted && start.again ? <AgainForm id={start.again} source={start.source} /> : null}
      {isMounted && !start.again ? <OpenedForm again={null} /> : null}
    </>
  );
}

"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { notifyFailed } from "@/components/common/notify";
import { ApiError } from "@/lib/http/fetch-json";
import { type PictureDecision, reviewJob } from "@/lib/reviews/queries";
import { showAtOnce, withDecisions } from "./job-cache";
import { useRefreshFigures } from "./use-job-form";

/** Decides on pictures of a job: shown at once, taken back with the reason when the server refuses. */
export function useDecide(jobId: string) {
  const t = useTranslations("jobs");
  const client = useQueryClient();
  const refresh = useRefreshFigures();
  return useMutation({
    mutationFn: (decisions: readonly PictureDecision[]) => reviewJob({ id: jobId, decisions }),
    onMutate: (decisions) => showAtOnce(client, jobId, (job) => withDecisions(job, decisions)),
    onError: (error, _decisions, takeBack) => {
      takeBack?.();
      const isStale = error instanceof ApiError && error.status === 409;
      notifyFailed(isStale ? null : error, t(isStale ? "page.stale" : "page.decideFailed"));
    },
    onSettled: refresh,
  });
}

"use client";

import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useMe } from "@/components/common/me-context";
import { estimateQuery } from "@/lib/jobs/queries";
import type { JobInput } from "@/lib/jobs/schema";
import type { JobDraft } from "./draft";
import { problemsOf, toJobInput } from "./to-job-input";

const TYPING_PAUSE_MS = 350;
const MINUTE_MS = 60_000;

/** What the estimate depends on; decisions, tags and the like would only ask the same question again. */
function question(draft: JobDraft, timeZone: string): JobInput | null {
  const asked = {
    ...draft,
    approved: "",
    approvedWithChanges: "",
    rejected: "",
    tags: [],
    externalId: "",
    iteration: "",
  };
  if (Object.keys(problemsOf(asked, timeZone)).length > 0) return null;
  return toJobInput(asked, timeZone, new Date(Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS));
}

/** The estimate for what stands in the form, asked for when the typing pauses. */
export function useEstimate(draft: JobDraft) {
  const { timeZone } = useMe().organization;
  const [settled] = useDebouncedValue(draft, TYPING_PAUSE_MS);
  const asked = useMemo(() => question(settled, timeZone), [settled, timeZone]);
  const query = useQuery({
    ...estimateQuery(asked ?? { occurredAt: "", provider: "", kind: "generation" }),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
  });
  return { ...query, isAsked: asked !== null, hasProvider: draft.provider.trim() !== "" };
}
export type Estimate = ReturnType<typeof useEstimate>;

import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import { jobsKey } from "@/lib/jobs/queries";
import type { Job } from "@/lib/jobs/schema";
import type { JobDetail } from "@/lib/jobs/schema/detail";
import type { Decision } from "@/lib/reviews/schema";
import { countsOf } from "./decisions";

type Page = { data: Job[]; nextCursor: string | null };

/** The job as it will be once the decisions are taken. */
export function withDecisions<T extends Job>(job: T, decisions: readonly { index: number; decision: Decision }[]): T {
  const decided = new Map(decisions.map(({ index, decision }) => [index, decision]));
  const assets = job.assets.map((asset) => ({ ...asset, state: decided.get(asset.index) ?? asset.state }));
  const { approved, approved_with_changes: approvedWithChanges, rejected } = countsOf(assets);
  return { ...job, assets, approved: approved + approvedWithChanges, approvedWithChanges, rejected };
}

/** Changes a job in every list and page that shows it, before the server answers. @returns the way back */
export async function showAtOnce(client: QueryClient, id: string, change: <T extends Job>(job: T) => T) {
  const list = [...jobsKey, "list"];
  const one = [...jobsKey, "one", id];
  await Promise.all([client.cancelQueries({ queryKey: list }), client.cancelQueries({ queryKey: one })]);
  const before = [
    ...client.getQueriesData<InfiniteData<Page>>({ queryKey: list }),
    ...client.getQueriesData<JobDetail>({ queryKey: one }),
  ];
  client.setQueriesData<InfiniteData<Page>>({ queryKey: list }, (data) =>
    data
      ? {
          ...data,
          pages: data.pages.map((page) => ({
            ...page,
            data: page.data.map((job) => (job.id === id ? change(job) : job)),
          })),
        }
      : data,
  );
  client.setQueryData<JobDetail>(one, (job) => (job ? change(job) : job));
  return () => {
    for (const [key, data] of before) client.setQueryData(key, data);
  };
}

"use client";

import { Button } from "@mantine/core";
import { IconClockExclamation } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import classes from "./answered.module.css";
import { ErrorState } from "./states";
import { useMoment } from "./use-moment";
import { useProblem } from "./use-problem";

/** A question that the page asked, as `useQuery` tells of it. */
export type Asked = {
  data: unknown;
  error: unknown;
  dataUpdatedAt: number;
  /** The answer is that to the question before. */
  isPlaceholderData: boolean;
  isFetching: boolean;
  refetch: () => Promise<unknown>;
};

/** Several questions may stand behind one picture. */
type Of = { of: Asked | readonly Asked[] };

const listOf = (of: Of["of"]): readonly Asked[] => ("refetch" in of ? [of] : of);
const askAgain = (asked: readonly Asked[]) => void Promise.all(asked.map(({ refetch }) => refetch()));

/** In the place of what was never loaded: `children` while it is on its way, or why it does not come. */
export function NotYet({ of, children = null }: Of & { children?: ReactNode }) {
  const failed = listOf(of).filter(({ data, error }) => error && data === undefined);
  if (!failed[0]) return children;
  return <ErrorState error={failed[0].error} onRetry={() => askAgain(failed)} />;
}

/** Beside what is shown although it could not be renewed: since when it stands, and the way to try again. */
export function NotRenewed({ of }: Of) {
  const t = useTranslations("common");
  const moment = useMoment();
  const { say } = useProblem();
  const failed = listOf(of).filter(({ data, error }) => error && data !== undefined);
  if (!failed[0]) return null;
  const since = Math.min(...failed.map(({ dataUpdatedAt }) => dataUpdatedAt));
  return (
    <div className={classes.mark} role="status">
      <IconClockExclamation size={16} stroke={1.8} aria-hidden />
      <span title={say(failed[0].error)}>{t("notRenewed", { time: moment(since) })}</span>
      <Button
        variant="subtle"
        size="compact-xs"
        loading={failed.some(({ isFetching }) => isFetching)}
        onClick={() => askAgain(failed)}
      >
        {t("retry")}
      </Button>
    </div>
  );
}

type Props<Data> = {
  of: Asked & { data: Data | undefined };
  /** Keeps the place until the answer is there. */
  loading: ReactNode;
  children: (data: Data) => ReactNode;
};

/** What was answered, once it is; it stays when it cannot be renewed, and says so. */
export function Answered<Data>({ of, loading, children }: Props<Data>) {
  if (of.data === undefined) return <NotYet of={of}>{loading}</NotYet>;
  return (
    <>
      <NotRenewed of={of} />
      {children(of.data)}
    </>
  );
}

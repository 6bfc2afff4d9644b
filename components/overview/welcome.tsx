"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTimeZone, useTranslations } from "next-intl";
import { useEffect } from "react";
import { PageHeader } from "@/components/common/page-header";
import { FirstSteps } from "@/components/prices/first-steps";
import { dayIn } from "@/lib/core/period";
import { someKpisQueryOptions } from "@/lib/kpi/queries";
import { everQuestion } from "./questions";

/** The overview of an organization without any job: what makes the first figure. */
export function Welcome() {
  const t = useTranslations("overview");
  const router = useRouter();
  const { data } = useQuery(someKpisQueryOptions(everQuestion(dayIn(useTimeZone() ?? "UTC", new Date()))));
  const hasBegun = data !== undefined && (data.total.jobs ?? 0) > 0;
  // The first job may be logged by somebody else, or by a script: its figures then come by themselves.
  useEffect(() => {
    if (hasBegun) router.refresh();
  }, [hasBegun, router]);
  return (
    <>
      <PageHeader title={t("welcomeTitle")} description={t("welcomeHint")} />
      <FirstSteps />
    </>
  );
}

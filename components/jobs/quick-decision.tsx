"use client";

import { UnstyledButton } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useOnDemand } from "@/components/common/use-on-demand";
import type { Job } from "@/lib/jobs/schema";
import classes from "./jobs.module.css";

const load = () => import("./quick-decision-form").then(({ QuickDecisionForm }) => QuickDecisionForm);

/** Decides on the pictures of a job by their number, from its row. A list has many rows, and each only a button. */
export function QuickDecision({ job, summary }: { job: Job; summary: string }) {
  const t = useTranslations("jobs");
  const { Part, ask, reach } = useOnDemand(load);
  const shared = {
    className: classes.quick,
    "aria-label": t("quick.open", { summary }),
    children: (
      <>
        {summary}
        <IconChevronDown size={14} aria-hidden />
      </>
    ),
  };
  if (Part) return <Part job={job} target={<UnstyledButton {...shared} />} />;
  return <UnstyledButton {...shared} {...reach} onClick={ask} aria-haspopup="dialog" aria-expanded={false} />;
}

"use client";

import { UnstyledButton } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useOnDemand } from "@/components/common/use-on-demand";
import type { Computed } from "./computed";
import classes from "./kpi.module.css";

const load = () => import("./computed-popover").then(({ ComputedPopover }) => ComputedPopover);

/** A small button beside any figure: its formula with the actual numbers, and what stands behind them. */
export function HowComputed(computed: Computed) {
  const t = useTranslations("kpi");
  const { Part, ask, reach } = useOnDemand(load);
  const shared = {
    className: classes.ask,
    "aria-label": t("explain", { figure: t(`figure.${computed.figure}`) }),
    "data-print-hidden": true,
    children: <IconInfoCircle size={16} stroke={1.6} aria-hidden />,
  };
  if (Part) return <Part {...computed} target={<UnstyledButton {...shared} />} />;
  return <UnstyledButton {...shared} {...reach} onClick={ask} aria-haspopup="dialog" aria-expanded={false} />;
}

"use client";

import { Button } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useOnDemand } from "@/components/common/use-on-demand";
import type { DimensionFilterProps } from "./dimension-options";
import classes from "./filters.module.css";

const load = () => import("./dimension-options").then(({ DimensionOptions }) => DimensionOptions);

/** A button that opens a searchable list to tick several of. */
export function DimensionFilter(props: DimensionFilterProps) {
  const { filter, chosen, wide = false } = props;
  const t = useTranslations("kpi");
  const { Part, ask, reach } = useOnDemand(load);
  const shared = {
    variant: "default",
    size: "sm",
    px: "sm",
    fw: chosen.length > 0 ? 600 : 500,
    justify: "space-between",
    fullWidth: wide,
    rightSection: <IconChevronDown size={16} aria-hidden />,
    children: (
      <>
        {t(`dimension.${filter}`)}
        {chosen.length > 0 ? <span className={classes.number}>{chosen.length}</span> : null}
      </>
    ),
  };
  if (Part) return <Part {...props} target={<Button {...shared} />} />;
  return <Button {...shared} {...reach} onClick={ask} aria-haspopup="listbox" aria-expanded={false} />;
}

"use client";

import { Popover, Skeleton, UnstyledButton } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Computed } from "./computed";
import classes from "./kpi.module.css";

const Computation = dynamic(() => import("./computation").then(({ Computation: Part }) => Part), {
  ssr: false,
  loading: () => <Skeleton height={180} />,
});

/** A small button beside any figure: its formula with the actual numbers, and what stands behind them. */
export function HowComputed(computed: Computed) {
  const t = useTranslations("kpi");
  const [opened, setOpened] = useState(false);
  return (
    <Popover
      width={340}
      position="bottom-start"
      withRoles
      trapFocus
      returnFocus
      opened={opened}
      onChange={setOpened}
      hideDetached={false}
    >
      <Popover.Target>
        <UnstyledButton
          className={classes.ask}
          aria-label={t("explain", { figure: t(`figure.${computed.figure}`) })}
          onClick={() => setOpened(!opened)}
          data-print-hidden
        >
          <IconInfoCircle size={16} stroke={1.6} aria-hidden />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown
        className={classes.computed}
        aria-label={t("explain", { figure: t(`figure.${computed.figure}`) })}
      >
        {opened ? <Computation {...computed} /> : null}
      </Popover.Dropdown>
    </Popover>
  );
}

"use client";

import { Popover } from "@mantine/core";
import { useTranslations } from "next-intl";
import { cloneElement, type ReactElement } from "react";
import { useOpenedAtOnce } from "@/components/common/use-opened-at-once";
import { Computation } from "./computation";
import type { Computed } from "./computed";
import classes from "./kpi.module.css";

type Props = Computed & { target: ReactElement<Record<string, unknown>> };

/** The explanation beside its button, open from its first moment. */
export function ComputedPopover({ target, ...computed }: Props) {
  const t = useTranslations("kpi");
  const { ref, opened, setOpened } = useOpenedAtOnce();
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
      <Popover.Target>{cloneElement(target, { ref, onClick: () => setOpened(!opened) })}</Popover.Target>
      <Popover.Dropdown
        className={classes.computed}
        aria-label={t("explain", { figure: t(`figure.${computed.figure}`) })}
      >
        {opened ? <Computation {...computed} /> : null}
      </Popover.Dropdown>
    </Popover>
  );
}

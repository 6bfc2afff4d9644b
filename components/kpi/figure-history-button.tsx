"use client";

import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconHistory } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { HistoryProps } from "./figure-history";

const FigureHistoryDrawer = dynamic(() => import("./figure-history").then(({ FigureHistoryDrawer: Part }) => Part), {
  ssr: false,
});

/** Opens the history of a figure beside the page. */
export function FigureHistoryButton(props: HistoryProps) {
  const t = useTranslations("kpi");
  const [opened, { open, close }] = useDisclosure(false);
  const [wasOpened, setWasOpened] = useState(false);
  return (
    <>
      <Button
        variant="subtle"
        size="compact-xs"
        mih={24}
        leftSection={<IconHistory size={14} aria-hidden />}
        data-print-hidden
        onClick={() => {
          setWasOpened(true);
          open();
        }}
      >
        {t("history.open")}
      </Button>
      {wasOpened ? <FigureHistoryDrawer {...props} opened={opened} onClose={close} /> : null}
    </>
  );
}

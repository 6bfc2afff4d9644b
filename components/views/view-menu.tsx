"use client";

import { Button, VisuallyHidden } from "@mantine/core";
import { IconBookmark, IconBookmarkFilled, IconChevronDown } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { cloneElement } from "react";
import { useOnDemand } from "@/components/common/use-on-demand";
import { viewsQuery } from "@/lib/views/queries";
import type { ViewPage } from "@/lib/views/rules/pages";
import type { ViewParams } from "@/lib/views/schema";
import { isChanged, usePageParams } from "./use-page-params";
import classes from "./views.module.css";

const load = () => import("./opened-view-menu").then(({ OpenedViewMenu }) => OpenedViewMenu);

type Props = {
  page: ViewPage;
  /** What the page shows although its address does not say it. */
  also?: ViewParams;
};

/** In the head of a page: says which view this is and whether it was changed; the menu is loaded when it is wanted. */
export function ViewMenu({ page, also = {} }: Props) {
  const t = useTranslations("views");
  const { Part, ask, reach } = useOnDemand(load);
  const { params, openedId } = usePageParams(page);
  const { data } = useQuery({ ...viewsQuery(), enabled: openedId !== null });
  const opened = data?.find((view) => view.page === page && view.id === openedId);
  const Icon = opened ? IconBookmarkFilled : IconBookmark;
  const button = (
    <Button
      variant="default"
      className={classes.button}
      leftSection={<Icon size={16} stroke={1.6} aria-hidden />}
      rightSection={<IconChevronDown size={16} stroke={1.6} aria-hidden />}
    >
      {opened ? <VisuallyHidden>{t("opened")} </VisuallyHidden> : null}
      <span className={classes.name}>{opened?.name ?? t("menu")}</span>
      {opened && isChanged(opened, params) ? <span className={classes.changed}>{t("changed")}</span> : null}
    </Button>
  );
  if (Part) return <Part page={page} shown={{ ...also, ...params }} openedId={openedId} target={button} />;
  return cloneElement(button, { ...reach, onClick: ask, "aria-haspopup": "menu", "aria-expanded": false });
}

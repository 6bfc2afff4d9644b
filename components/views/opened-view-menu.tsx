"use client";

import { Menu, Text } from "@mantine/core";
import {
  IconAdjustments,
  IconAlertCircle,
  IconBookmark,
  IconBookmarkPlus,
  IconCheck,
  IconDeviceFloppy,
  IconHome,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { cloneElement, type ReactElement, useState } from "react";
import { Link } from "@/components/common/link";
import { useOpenedAtOnce } from "@/components/common/use-opened-at-once";
import { viewsQuery } from "@/lib/views/queries";
import type { ViewPage } from "@/lib/views/rules/pages";
import type { View, ViewParams } from "@/lib/views/schema";
import { isChanged } from "./use-page-params";
import { useStartPage, useViewActions } from "./use-views";
import classes from "./views.module.css";

const ViewForm = dynamic(() => import("./view-form").then((loaded) => loaded.ViewForm), { ssr: false });
const ViewDrawer = dynamic(() => import("./view-drawer").then((loaded) => loaded.ViewDrawer), { ssr: false });

function Items({ views, label, opened }: { views: readonly View[]; label: string; opened: View | undefined }) {
  const t = useTranslations("views");
  const { isView } = useStartPage(true);
  if (views.length === 0) return null;
  return (
    <>
      <Menu.Label>{label}</Menu.Label>
      {views.map(({ id, name, href, issues }) => (
        <Menu.Item
          key={id}
          component={Link}
          href={href as Route}
          aria-current={id === opened?.id ? "true" : undefined}
          leftSection={
            id === opened?.id ? (
              <IconCheck size={16} aria-hidden />
            ) : (
              <IconBookmark size={16} stroke={1.6} aria-hidden />
            )
          }
          rightSection={
            isView(id) ? (
              <IconHome size={16} aria-label={t("isStart")} />
            ) : issues.length > 0 ? (
              <IconAlertCircle size={16} color="var(--near)" aria-label={t("hasIssues", { count: issues.length })} />
            ) : null
          }
        >
          <span className={classes.name}>{name}</span>
        </Menu.Item>
      ))}
    </>
  );
}

type ActionProps = {
  page: ViewPage;
  params: ViewParams;
  opened: View | undefined;
  onDialog: (dialog: "save" | "manage") => void;
};

function Actions({ page, params, opened, onDialog }: ActionProps) {
  const t = useTranslations("views");
  const nav = useTranslations("shell.nav");
  const { change, beginWith } = useViewActions();
  const { isPage, isView } = useStartPage(true);
  const isStart = opened ? isView(opened.id) : isPage(page);
  const wanted = opened ? { view: opened.id } : { page };
  const name = opened?.name ?? nav(page);
  return (
    <>
      {opened?.changeable && isChanged(opened, params) ? (
        <Menu.Item
          leftSection={<IconDeviceFloppy size={16} stroke={1.6} aria-hidden />}
          onClick={() => change({ id: opened.id, params: copied(params) }, t("overwritten", { name: opened.name }))}
        >
          {t("overwrite", { name: opened.name })}
        </Menu.Item>
      ) : null}
      <Menu.Item leftSection={<IconBookmarkPlus size={16} stroke={1.6} aria-hidden />} onClick={() => onDialog("save")}>
        {t("saveNew")}
      </Menu.Item>
      {isStart && wanted.page !== "overview" ? (
        <Menu.Item
          leftSection={<IconHome size={16} stroke={1.6} aria-hidden />}
          onClick={() => beginWith({ page: "overview" }, t("beginsWith", { name: nav("overview") }))}
        >
          {t("beginWithOverview")}
        </Menu.Item>
      ) : null}
      {isStart ? null : (
        <Menu.Item
          leftSection={<IconHome size={16} stroke={1.6} aria-hidden />}
          onClick={() => beginWith(wanted, t("beginsWith", { name }))}
        >
          {t(opened ? "beginWithView" : "beginWithPage")}
        </Menu.Item>
      )}
      <Menu.Item
        leftSection={<IconAdjustments size={16} stroke={1.6} aria-hidden />}
        onClick={() => onDialog("manage")}
      >
        {t("manage")}
      </Menu.Item>
    </>
  );
}

const copied = (params: ViewParams): Record<string, string[]> =>
  Object.fromEntries(Object.entries(params).map(([name, values]) => [name, [...values]]));

type Props = {
  page: ViewPage;
  /** The state that would be saved. */
  shown: ViewParams;
  openedId: string | null;
  target: ReactElement<Record<string, unknown>>;
};

/** The menu itself, open from its first moment, with the dialogs that it leads to. */
export function OpenedViewMenu({ page, shown, openedId, target }: Props) {
  const t = useTranslations("views");
  const { ref, opened: isOpen, setOpened } = useOpenedAtOnce();
  const [dialog, setDialog] = useState<"save" | "manage" | null>(null);
  const { data, error, isPending } = useQuery(viewsQuery());
  const views = data?.filter((view) => view.page === page) ?? [];
  const opened = views.find(({ id }) => id === openedId);
  return (
    <>
      <Menu position="bottom-end" width={280} withinPortal opened={isOpen} onChange={setOpened}>
        <Menu.Target>{cloneElement(target, { ref })}</Menu.Target>
        <Menu.Dropdown className={classes.dropdown}>
          <Items views={views.filter(({ own }) => own)} label={t("mine")} opened={opened} />
          <Items views={views.filter(({ own }) => !own)} label={t("shared")} opened={opened} />
          {views.length === 0 ? (
            <Text size="sm" c="dimmed" px="sm" py="xs">
              {t(error ? "failed" : isPending ? "loading" : "none")}
            </Text>
          ) : null}
          <Menu.Divider />
          <Actions page={page} params={shown} opened={opened} onDialog={setDialog} />
        </Menu.Dropdown>
      </Menu>
      {dialog === "save" ? (
        <ViewForm page={page} params={copied(shown)} view={null} onClose={() => setDialog(null)} />
      ) : null}
      {dialog === "manage" ? <ViewDrawer onClose={() => setDialog(null)} /> : null}
    </>
  );
}

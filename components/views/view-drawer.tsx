"use client";

import { ActionIcon, Anchor, Badge, Drawer, Group, Menu, Stack, Text } from "@mantine/core";
import { IconDots, IconHome, IconLock, IconPencil, IconTrash, IconUsers } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Answered } from "@/components/common/answered";
import { Link } from "@/components/common/link";
import { EmptyState, Loading } from "@/components/common/states";
import { viewsQuery } from "@/lib/views/queries";
import type { View } from "@/lib/views/schema";
import { useStartPage, useViewActions } from "./use-views";
import { ViewForm } from "./view-form";
import classes from "./views.module.css";

type RowProps = { view: View; isStart: boolean; onEdit: () => void; onFollow: () => void };

function RowMenu({ view, isStart, onEdit }: Omit<RowProps, "onFollow">) {
  const t = useTranslations("views");
  const nav = useTranslations("shell.nav");
  const { change, remove, beginWith } = useViewActions();
  const { id, name, shared } = view;
  const share = () => change({ id, shared: !shared }, t(shared ? "nowPrivate" : "nowShared", { name }));
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t("actionsOf", { name })}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconHome size={16} stroke={1.6} aria-hidden />}
          onClick={() =>
            isStart
              ? beginWith({ page: "overview" }, t("beginsWith", { name: nav("overview") }))
              : beginWith({ view: id }, t("beginsWith", { name }))
          }
        >
          {t(isStart ? "beginWithOverview" : "beginWithView")}
        </Menu.Item>
        {view.changeable ? (
          <>
            <Menu.Item leftSection={<IconPencil size={16} stroke={1.6} aria-hidden />} onClick={onEdit}>
              {t("edit")}
            </Menu.Item>
            <Menu.Item
              leftSection={
                shared ? (
                  <IconLock size={16} stroke={1.6} aria-hidden />
                ) : (
                  <IconUsers size={16} stroke={1.6} aria-hidden />
                )
              }
              onClick={share}
            >
              {t(shared ? "makePrivate" : "makeShared")}
            </Menu.Item>
            <Menu.Divider />
            <Menu.Item
              color="red"
              leftSection={<IconTrash size={16} stroke={1.6} aria-hidden />}
              onClick={() => void remove(view)}
            >
              {t("remove")}
            </Menu.Item>
          </>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}

function Row({ view, isStart, onEdit, onFollow }: RowProps) {
  const t = useTranslations("views");
  const nav = useTranslations("shell.nav");
  const whose = view.own ? t("byYou") : t("by", { name: view.author.name ?? t("somebody") });
  return (
    <li className={classes.row}>
      <div className={classes.about}>
        <Anchor component={Link} href={view.href as Route} onClick={onFollow} fw={600} size="sm">
          {view.name}
        </Anchor>
        <Text size="xs" c="dimmed">
          {nav(view.page)} · {whose}
          {view.issues.length > 0 ? ` · ${t("hasIssues", { count: view.issues.length })}` : null}
        </Text>
      </div>
      {isStart ? (
        <Badge variant="light" color="teal">
          {t("start")}
        </Badge>
      ) : null}
      <Badge variant="default">{t(view.shared ? "isShared" : "isPrivate")}</Badge>
      <RowMenu view={view} isStart={isStart} onEdit={onEdit} />
    </li>
  );
}

/** Every view that the person sees, of all pages, with what they may do with it. */
export function ViewDrawer({ onClose }: { onClose: () => void }) {
  const t = useTranslations("views");
  const tc = useTranslations("common");
  const asked = useQuery(viewsQuery());
  const { isView } = useStartPage(true);
  const [edited, setEdited] = useState<View | null>(null);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      title={t("manageTitle")}
      closeButtonProps={{ "aria-label": tc("close") }}
    >
      <Answered of={asked} loading={<Loading rows={5} />}>
        {(views) =>
          views.length === 0 ? (
            <EmptyState title={t("empty")} hint={t("emptyHint")} />
          ) : (
            <Stack component="ul" gap={0} className={classes.list}>
              {views.map((view) => (
                <Row
                  key={view.id}
                  view={view}
                  isStart={isView(view.id)}
                  onEdit={() => setEdited(view)}
                  onFollow={onClose}
                />
              ))}
            </Stack>
          )
        }
      </Answered>
      {edited ? (
        <ViewForm page={edited.page} params={edited.params} view={edited} onClose={() => setEdited(null)} />
      ) : null}
      <Group mt="md">
        <Text size="xs" c="dimmed">
          {t("manageHint")}
        </Text>
      </Group>
    </Drawer>
  );
}

"use client";

import { Loader, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { Spotlight } from "@mantine/spotlight";
import "@mantine/spotlight/styles.css";
import {
  IconArrowRight,
  IconBookmark,
  IconBuildingBank,
  IconClockHour4,
  IconFileImport,
  IconKeyboard,
  IconListSearch,
  IconMoon,
  IconPhoto,
  IconPlus,
  IconReceipt2,
  IconSearch,
  IconSpeakerphone,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useCan, useMe } from "@/components/common/me-context";
import { navigationFor } from "@/components/shell/navigation";
import { searchQueryOptions } from "@/lib/search/queries";
import type { Hit } from "@/lib/search/schema";
import { viewsQuery } from "@/lib/views/queries";
import { hrefOfHit } from "./href-of-hit";
import classes from "./palette.module.css";
import { recentOf, remember } from "./recent";

type Item = { id: string; label: string; about: string | null; icon: typeof IconSearch; run: () => void };
type Group = { id: string; label: string; items: Item[] };

const HIT_ICONS: Record<Hit["kind"], typeof IconSearch> = {
  campaign: IconSpeakerphone,
  costCenter: IconBuildingBank,
  motif: IconPhoto,
  job: IconReceipt2,
};
const LATER_MS = 150;
const MOST_VIEWS = 8;

const matches = (label: string, query: string) => label.toLowerCase().includes(query.toLowerCase());

type Props = { onHelp: () => void };

/** ⌘K: every page, action, campaign, cost centre, motif and job, without a mouse. Opened and closed by its own store. */
export function Palette({ onHelp }: Props) {
  const t = useTranslations("palette");
  const [query, setQuery] = useState("");
  const [asked] = useDebouncedValue(query.trim(), LATER_MS);
  const { data, error, isFetching } = useQuery(searchQueryOptions(asked));
  const own = useOwnGroups(query.trim(), onHelp);
  const hits = useHitGroup(query.trim().length >= 2 ? (data?.data ?? []) : []);
  const views = useViewGroup(query.trim());
  const groups = [...own, ...views, ...hits, ...useInJobs(query.trim())].filter(({ items }) => items.length > 0);
  const isWaiting = query.trim().length >= 2 && (isFetching || asked !== query.trim());
  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      scrollable
      maxHeight={460}
      clearQueryOnClose
      transitionProps={{ duration: 80 }}
      aria-label={t("open")}
    >
      <Spotlight.Search
        placeholder={t("placeholder")}
        aria-label={t("placeholder")}
        leftSection={<IconSearch size={18} aria-hidden />}
        rightSection={isWaiting ? <Loader size={16} aria-label={t("searching")} /> : null}
      />
      <Spotlight.ActionsList>
        {groups.map(({ id, label, items }) => (
          <Spotlight.ActionsGroup key={id} label={label}>
            {items.map(({ id: item, label: name, about, icon: Icon, run }) => (
              <Spotlight.Action
                key={item}
                label={name}
                {...(about ? { description: about } : {})}
                leftSection={<Icon size={18} stroke={1.6} aria-hidden />}
                className={classes.action}
                onClick={run}
              />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {groups.length === 0 ? <Spotlight.Empty>{isWaiting ? t("searching") : t("nothing")}</Spotlight.Empty> : null}
        {error ? <p className={classes.failed}>{t("failed")}</p> : null}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function useGo() {
  const router = useRouter();
  const { id } = useMe().organization;
  return (href: string, label: string, about: string | null) => () => {
    remember(id, { id: href, label, about, href });
    router.push(href as Route);
  };
}

/** Pages and actions that match, and without a query what was opened last. */
function useOwnGroups(query: string, onHelp: () => void): Group[] {
  const t = useTranslations("palette");
  const nav = useTranslations("shell.nav");
  const { permissions, organization } = useMe();
  const mayLog = useCan("jobs:log");
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light");
  const go = useGo();
  const entries = navigationFor(permissions);
  const pages = entries.map(({ key, href, icon }) => ({
    ...{ id: `page:${key}`, label: nav(key), about: null, icon },
    run: go(href, nav(key), null),
  }));
  const theme = () => setColorScheme(scheme === "dark" ? "light" : "dark");
  const actions: Item[] = [
    ...(mayLog
      ? [
          {
            id: "log",
            label: t("command.log"),
            about: null,
            icon: IconPlus,
            run: go("/jobs/new", t("command.log"), null),
          },
          {
            ...{ id: "import", label: t("command.import"), about: null, icon: IconFileImport },
            run: go("/imports/new", t("command.import"), null),
          },
        ]
      : []),
    { id: "theme", label: t("command.theme"), about: null, icon: IconMoon, run: theme },
    { id: "help", label: t("command.help"), about: null, icon: IconKeyboard, run: onHelp },
  ];
  const fitting = (items: Item[]) => items.filter(({ label }) => matches(label, query));
  const recent = recentOf(organization.id).map(({ id, label, about, href }) => ({
    ...{ id: `recent:${id}`, label, about, icon: IconClockHour4 },
    run: go(href, label, about),
  }));
  return [
    ...(query === "" ? [{ id: "recent", label: t("group.recent"), items: recent }] : []),
    { id: "actions", label: t("group.actions"), items: fitting(actions) },
    { id: "pages", label: t("group.pages"), items: fitting(pages) },
  ];
}

/** Saved views by name or page; without a query all of them, as far as they are few. */
function useViewGroup(query: string): Group[] {
  const t = useTranslations("palette");
  const nav = useTranslations("shell.nav");
  const go = useGo();
  const { data = [] } = useQuery(viewsQuery());
  const items = data
    .map(({ id, name, page, href }) => {
      const about = t("viewOf", { page: nav(page) });
      return { id: `view:${id}`, label: name, about, icon: IconBookmark, run: go(href, name, about) };
    })
    .filter(({ label, about }) => matches(label, query) || matches(about, query))
    .slice(0, MOST_VIEWS);
  return [{ id: "views", label: t("group.views"), items }];
}

/** What is no code or name may still stand in a job: in its model, motif or campaign. */
function useInJobs(query: string): Group[] {
  const t = useTranslations("palette");
  const go = useGo();
  const label = t("inJobs", { query });
  const run = go(`/jobs?q=${encodeURIComponent(query)}`, label, null);
  const items = query === "" ? [] : [{ id: "in-jobs", label, about: null, icon: IconListSearch, run }];
  return [{ id: "search", label: t("group.search"), items }];
}

function useHitGroup(hits: readonly Hit[]): Group[] {
  const t = useTranslations("palette");
  const go = useGo();
  const items = hits.map((hit): Item => {
    const about = [t(`kind.${hit.kind}`), hit.name === hit.code ? null : hit.code, hit.about]
      .filter(Boolean)
      .join(" · ");
    const icon = HIT_ICONS[hit.kind] ?? IconArrowRight;
    return { id: `${hit.kind}:${hit.id}`, label: hit.name, about, icon, run: go(hrefOfHit(hit), hit.name, about) };
  });
  return [{ id: "hits", label: t("group.found"), items }];
}

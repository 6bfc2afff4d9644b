"use client";

import { Card, Select, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { NotRenewed, NotYet } from "@/components/common/answered";
import { Loading } from "@/components/common/states";
import { startPageQuery, viewsQuery } from "@/lib/views/queries";
import { START_PAGES, type StartPageName } from "@/lib/views/rules/pages";
import { useViewActions } from "./use-views";

const pageOf = (text: string): StartPageName | undefined => START_PAGES.find((page) => page === text);

/** Of one's account: what the product opens with. */
export function StartPageCard() {
  const t = useTranslations("views");
  const nav = useTranslations("shell.nav");
  const views = useQuery(viewsQuery());
  const start = useQuery(startPageQuery());
  const { beginWith } = useViewActions();
  const asked = [views, start];
  const pages = START_PAGES.map((page) => ({ value: page as string, label: nav(page) }));
  const saved = (views.data ?? []).map(({ id, name, page }) => ({ value: id, label: `${name} (${nav(page)})` }));
  const data = [
    { group: t("startPages"), items: pages },
    ...(saved.length > 0 ? [{ group: t("menu"), items: saved }] : []),
  ];
  const labelOf = (value: string) => [...pages, ...saved].find((one) => one.value === value)?.label ?? value;

  function choose(value: string | null) {
    if (value === null) return;
    const page = pageOf(value);
    beginWith(page ? { page } : { view: value }, t("beginsWith", { name: labelOf(value) }));
  }

  return (
    <Card>
      <Stack>
        <Title order={2}>{t("startTitle")}</Title>
        <Text size="sm" c="dimmed">
          {t("startHint")}
        </Text>
        <NotRenewed of={asked} />
        {start.data && views.data ? (
          <Select
            label={t("startLabel")}
            data={data}
            value={start.data.view?.id ?? start.data.page}
            onChange={choose}
            allowDeselect={false}
            searchable
            nothingFoundMessage={t("none")}
          />
        ) : (
          <NotYet of={asked}>
            <Loading rows={1} />
          </NotYet>
        )}
      </Stack>
    </Card>
  );
}

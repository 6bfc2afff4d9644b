"use client";

import { Button, Checkbox, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTimeZone, useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { NotRenewed, NotYet } from "@/components/common/answered";
import { useCan } from "@/components/common/me-context";
import { EmptyState, Loading } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import { dayIn } from "@/lib/core/period";
import { pricesQuery } from "@/lib/prices/queries";
import { PRICE_UNITS, type Price } from "@/lib/prices/schema";
import { filtered, groupsOf, type PriceFilter } from "./price-book";
import { PriceForm, type PriceFormOpen } from "./price-form";
import { PriceTable } from "./price-table";
import styles from "./prices.module.css";

const NO_FILTER: PriceFilter = { text: "", provider: null, unit: null, toCheck: false };

export function PriceBookTab({ onAdd }: { onAdd: () => void }) {
  const t = useTranslations("prices");
  const format = useFormat();
  const mayWrite = useCan("prices:write");
  const timeZone = useTimeZone() ?? "UTC";
  const asked = useQuery(pricesQuery());
  const { data } = asked;
  const [filter, setFilter] = useState(NO_FILTER);
  const [open, setOpen] = useState<PriceFormOpen | null>(null);
  const groups = useMemo(() => groupsOf(data ?? [], dayIn(timeZone, new Date())), [data, timeZone]);
  const shown = filtered(groups, filter);

  if (!data)
    return (
      <NotYet of={asked}>
        <Loading rows={8} />
      </NotYet>
    );
  if (groups.length === 0)
    return (
      <EmptyState
        title={t("book.empty")}
        hint={t("book.emptyHint")}
        action={mayWrite ? <Button onClick={onAdd}>{t("add.book")}</Button> : null}
      />
    );
  return (
    <Stack gap="sm">
      <NotRenewed of={asked} />
      <Filters prices={data} value={filter} onChange={setFilter} />
      <Text size="sm" c="dimmed" role="status">
        {t("book.count", {
          count: groups.length,
          shown: format.count(shown.length),
          toCheck: groups.filter((group) => group.shown.checkBeforeUse).length,
        })}
      </Text>
      {shown.length > 0 ? (
        <PriceTable groups={shown} onOpen={setOpen} />
      ) : (
        <EmptyState
          title={t("book.nothing")}
          hint={t("book.nothingHint")}
          action={
            <Button variant="default" onClick={() => setFilter(NO_FILTER)}>
              {t("book.clear")}
            </Button>
          }
        />
      )}
      <PriceForm open={open} onClose={() => setOpen(null)} />
    </Stack>
  );
}

type FiltersProps = { prices: readonly Price[]; value: PriceFilter; onChange: (filter: PriceFilter) => void };

function Filters({ prices, value, onChange }: FiltersProps) {
  const t = useTranslations("prices");
  const providers = new Map(prices.map(({ provider, providerName }) => [provider, providerName]));
  return (
    <Group gap="sm" align="flex-end">
      <TextInput
        label={t("book.search")}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={value.text}
        onChange={({ currentTarget }) => onChange({ ...value, text: currentTarget.value })}
        type="search"
        w={{ base: "100%", xs: 240 }}
      />
      <Select
        label={t("field.provider")}
        placeholder={t("book.anyProvider")}
        data={[...providers].map(([code, label]) => ({ value: code, label }))}
        value={value.provider}
        onChange={(provider) => onChange({ ...value, provider })}
        clearable
        className={styles.filter}
      />
      <Select
        label={t("field.unit")}
        placeholder={t("book.anyUnit")}
        data={PRICE_UNITS.map((unit) => ({ value: unit, label: t(`unit.${unit}`) }))}
        value={value.unit}
        onChange={(unit) => onChange({ ...value, unit })}
        clearable
        className={styles.filter}
      />
      <Checkbox
        label={t("book.onlyToCheck")}
        checked={value.toCheck}
        onChange={({ currentTarget }) => onChange({ ...value, toCheck: currentTarget.checked })}
        mb={8}
      />
    </Group>
  );
}

"use client";

import "@/components/common/calendar-language";
import { Button, Group, Select } from "@mantine/core";
import { DateInput } from "@mantine/dates";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { parseAsString, useQueryStates } from "nuqs";
import { auditChoicesQueryOptions, type AuditFilter as Filter } from "@/lib/audit/queries";
import { useAuditWords } from "./audit-words";

const PARSERS = {
  action: parseAsString,
  author: parseAsString,
  subject: parseAsString,
  from: parseAsString,
  to: parseAsString,
};

/** The filter lives in the address, so that a view of the log can be linked. */
export function useAuditFilter() {
  const [state, setState] = useQueryStates(PARSERS, { history: "push" });
  const set = Object.fromEntries(Object.entries(state).filter(([, value]) => value !== null)) as Filter;
  return { filter: set, isFiltered: Object.keys(set).length > 0, setFilter: setState };
}

export function AuditFilter() {
  const t = useTranslations("settings.audit");
  const words = useAuditWords();
  const { filter, isFiltered, setFilter } = useAuditFilter();
  const { data } = useQuery(auditChoicesQueryOptions());
  const authors = (data?.authors ?? []).map(({ kind, id, name }) => ({
    value: kind === "system" ? "system" : (id ?? ""),
    label: kind === "system" ? t("system") : (name ?? t("gone")),
  }));
  return (
    <Group align="flex-end" gap="sm" mb="md" role="search" aria-label={t("filters")}>
      <Select
        label={t("filterAction")}
        placeholder={t("anyAction")}
        data={(data?.actions ?? []).map((action) => ({ value: action, label: words.action(action) }))}
        value={filter.action ?? null}
        onChange={(action) => void setFilter({ action })}
        searchable
        clearable
      />
      <Select
        label={t("filterAuthor")}
        placeholder={t("anyAuthor")}
        data={authors}
        value={filter.author ?? null}
        onChange={(author) => void setFilter({ author })}
        searchable
        clearable
      />
      <DateInput
        label={t("from")}
        value={filter.from ?? null}
        onChange={(from) => void setFilter({ from })}
        w={150}
        clearable
      />
      <DateInput
        label={t("to")}
        value={filter.to ?? null}
        onChange={(to) => void setFilter({ to })}
        w={150}
        clearable
      />
      {isFiltered ? (
        <Button variant="subtle" onClick={() => void setFilter(null)}>
          {t("clear")}
        </Button>
      ) : null}
    </Group>
  );
}

"use client";

import { Button, Checkbox, Combobox, ScrollArea, Text, useCombobox } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ErrorState, Loading } from "@/components/common/states";
import classes from "./filters.module.css";
import type { BarFilter } from "./url";
import { type FilterOption, useFilterOptions } from "./use-filter-options";

type Props = { filter: BarFilter; chosen: readonly string[]; onChange: (codes: string[]) => void; wide?: boolean };

const matches = ({ code, name }: FilterOption, search: string) =>
  `${name} ${code}`.toLowerCase().includes(search.trim().toLowerCase());

/** A button that opens a searchable list to tick several of. */
export function DimensionFilter({ filter, chosen, onChange, wide = false }: Props) {
  const t = useTranslations("kpi");
  const tc = useTranslations("common");
  const [search, setSearch] = useState("");
  const [wasOpened, setWasOpened] = useState(false);
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      setSearch("");
    },
    onDropdownOpen: () => {
      setWasOpened(true);
      combobox.focusSearchInput();
    },
  });
  const { data, error, isPending, refetch } = useFilterOptions(filter, wasOpened);
  const offered = (data ?? []).filter((option) => matches(option, search));

  const toggle = (code: string) =>
    onChange(chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code]);

  return (
    <Combobox store={combobox} onOptionSubmit={toggle} position="bottom-start" width={300} withinPortal>
      <Combobox.Target targetType="button">
        <Button
          variant="default"
          size="sm"
          px="sm"
          fw={chosen.length > 0 ? 600 : 500}
          justify="space-between"
          fullWidth={wide}
          rightSection={<IconChevronDown size={16} aria-hidden />}
          onClick={() => combobox.toggleDropdown()}
        >
          {t(`dimension.${filter}`)}
          {chosen.length > 0 ? <span className={classes.number}>{chosen.length}</span> : null}
        </Button>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={search}
          onChange={({ currentTarget }) => {
            setSearch(currentTarget.value);
            combobox.updateSelectedOptionIndex();
          }}
          placeholder={tc("search")}
          aria-label={t("searchIn", { dimension: t(`dimension.${filter}`) })}
        />
        {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
        {isPending && !error ? <Loading rows={4} /> : null}
        <Combobox.Options aria-multiselectable="true" aria-label={t(`dimension.${filter}`)}>
          <ScrollArea.Autosize mah={280} type="auto" scrollbarSize={6}>
            {offered.map(({ code, name, archived }) => (
              <Combobox.Option
                key={code}
                value={code}
                active={chosen.includes(code)}
                aria-selected={chosen.includes(code)}
              >
                <span className={classes.option}>
                  <Checkbox.Indicator checked={chosen.includes(code)} size="xs" aria-hidden />
                  <span className={classes.optionName}>
                    {name}
                    {archived ? ` (${tc("archived")})` : ""}
                  </span>
                  {name === code ? null : (
                    <Text span size="xs" c="dimmed">
                      {code}
                    </Text>
                  )}
                </span>
              </Combobox.Option>
            ))}
          </ScrollArea.Autosize>
        </Combobox.Options>
        {data && offered.length === 0 ? <Combobox.Empty>{t("nothingFound")}</Combobox.Empty> : null}
      </Combobox.Dropdown>
    </Combobox>
  );
}

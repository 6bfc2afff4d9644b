"use client";

import { Checkbox, Combobox, ScrollArea, Text, useCombobox } from "@mantine/core";
import { useTranslations } from "next-intl";
import { cloneElement, type ReactElement, useEffect, useRef, useState } from "react";
import { NotYet } from "@/components/common/answered";
import { Loading } from "@/components/common/states";
import classes from "./filters.module.css";
import type { BarFilter } from "./url";
import { type FilterOption, useFilterOptions } from "./use-filter-options";

export type DimensionFilterProps = {
  filter: BarFilter;
  chosen: readonly string[];
  onChange: (codes: string[]) => void;
  wide?: boolean;
};

type Props = DimensionFilterProps & { target: ReactElement<Record<string, unknown>> };

const matches = ({ code, name }: FilterOption, search: string) =>
  `${name} ${code}`.toLowerCase().includes(search.trim().toLowerCase());

/** The list below its button, open from its first moment. */
export function DimensionOptions({ filter, chosen, onChange, target }: Props) {
  const t = useTranslations("kpi");
  const tc = useTranslations("common");
  const [search, setSearch] = useState("");
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      combobox.focusTarget();
      setSearch("");
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  });
  const latest = useRef(combobox);
  latest.current = combobox;
  useEffect(() => latest.current.openDropdown(), []);
  const asked = useFilterOptions(filter, true);
  const offered = (asked.data ?? []).filter((option) => matches(option, search));

  const toggle = (code: string) =>
    onChange(chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code]);

  return (
    <Combobox store={combobox} onOptionSubmit={toggle} position="bottom-start" width={300} withinPortal>
      <Combobox.Target targetType="button">
        {cloneElement(target, { onClick: () => combobox.toggleDropdown() })}
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
        {asked.data ? null : (
          <NotYet of={asked}>
            <Loading rows={4} />
          </NotYet>
        )}
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
        {asked.data && offered.length === 0 ? <Combobox.Empty>{t("nothingFound")}</Combobox.Empty> : null}
      </Combobox.Dropdown>
    </Combobox>
  );
}

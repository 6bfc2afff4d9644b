"use client";

import { IconChevronRight } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { PlaceMark } from "@/components/alerts/firing-mark";
import type { FigureTableRow } from "@/components/common/figure-table";
import { FigureCell } from "@/components/kpi/figure-cell";
import { pageOf } from "@/components/kpi/page-of";
import { useValueName } from "@/components/kpi/use-value-name";
import type { Days } from "@/lib/core/period";
import type { TableModel, TableRow } from "@/lib/kpi/rules/table";
import classes from "./explore.module.css";
import type { Explore, Step } from "./use-explore";

/** What a row stands for, from the outside in. */
function stepsOf(row: Pick<TableRow, "values">, { scope }: Explore): Step[] {
  const { first, second } = scope;
  const [group, part] = row.values;
  return [
    { dimension: first, code: group?.code ?? null },
    ...(part && second ? [{ dimension: second, code: part.code }] : []),
  ];
}

const foldKey = (row: TableRow) => row.values[0]?.code ?? "";

function Fold({ name, isOpen, onFold }: { name: string; isOpen: boolean; onFold: (open: boolean) => void }) {
  const t = useTranslations("explore");
  return (
    <button
      type="button"
      className={classes.fold}
      tabIndex={-1}
      aria-expanded={isOpen}
      aria-label={t(isOpen ? "fold" : "unfold", { name })}
      onClick={() => onFold(!isOpen)}
    >
      <IconChevronRight size={16} aria-hidden />
    </button>
  );
}

/** The table's rows with their names, links and folds. */
export function useRows(explore: Explore, model: TableModel | undefined, days: Days | null): FigureTableRow[] {
  const t = useTranslations("explore");
  const nameOf = useValueName();
  const { scope, set, drill } = explore;
  const folded = new Set(scope.folded);
  if (!model) return [];

  const toggle = (key: string, isOpen: boolean) =>
    set({ folded: isOpen ? scope.folded.filter((one) => one !== key) : [...folded, key] }, "replace");

  return model.rows
    .filter((row) => row.level === "group" || !folded.has(foldKey(row)))
    .map((row): FigureTableRow => {
      const isPart = row.level === "part";
      const dimension = isPart ? (scope.second ?? scope.first) : scope.first;
      const value = row.values.at(-1) ?? { code: null, name: null };
      const name = nameOf(dimension, value);
      const page = pageOf(dimension, value.code);
      const fold = (open: boolean) => toggle(foldKey(row), open);
      const hasParts = !isPart && scope.second !== null;
      return {
        id: row.id,
        name,
        isPart,
        lead: hasParts ? <Fold name={name} isOpen={!folded.has(foldKey(row))} onFold={fold} /> : null,
        mark: isPart ? null : <PlaceMark dimension={dimension} code={value.code} />,
        ...(hasParts ? { onFold: fold } : {}),
        hint: t("filterBy", { name }),
        onOpen: () => drill(stepsOf(row, explore)),
        page: page ? { href: page, label: t("openPage", { name }) } : undefined,
        cells: scope.columns.map((column) => (
          <FigureCell
            key={column}
            column={column}
            row={row.row}
            total={model.total}
            before={
              row.before && model.totalBefore && days ? { row: row.before, total: model.totalBefore, days } : null
            }
          />
        )),
      };
    });
}

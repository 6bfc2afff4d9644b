"use client";

import { Table, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { IconArrowDown, IconArrowsSort, IconArrowUp, IconArrowUpRight } from "@tabler/icons-react";
import type { Route } from "next";
import { type KeyboardEvent, type MouseEvent, type ReactNode, useRef, useState } from "react";
import { Link } from "@/components/common/link";
import classes from "./figure-table.module.css";

type FigureColumn = {
  key: string;
  label: string;
  /** The full name, where the label is short. */
  title?: string | undefined;
  sorted?: "ascending" | "descending" | "none" | undefined;
  onSort?: (() => void) | undefined;
};

export type FigureTableRow = {
  id: string;
  name: string;
  /** Below the row before, one step further in. */
  isPart?: boolean | undefined;
  /** Before the name: folds what is below. */
  lead?: ReactNode;
  /** After the name: what fires for it. */
  mark?: ReactNode;
  cells: readonly ReactNode[];
  /** What a click and Enter do, in words. */
  hint?: string | undefined;
  onOpen?: (() => void) | undefined;
  /** The thing's own page; ⌘ or Ctrl with a click or Enter opens it, too. */
  page?: { href: string; label: string } | undefined;
  onFold?: ((open: boolean) => void) | undefined;
};

type Props = {
  label: string;
  /** The first names the rows. */
  columns: readonly FigureColumn[];
  rows: readonly FigureTableRow[];
  foot?: { name: string; cells: readonly ReactNode[] } | undefined;
  isCompact?: boolean;
};

function Head({ column, isFirst }: { column: FigureColumn; isFirst: boolean }) {
  const { label, title, sorted, onSort } = column;
  const Icon = sorted === "descending" ? IconArrowDown : sorted === "ascending" ? IconArrowUp : IconArrowsSort;
  return (
    <Table.Th scope="col" className={isFirst ? undefined : classes.number} {...(onSort ? { "aria-sort": sorted } : {})}>
      {onSort ? (
        <UnstyledButton
          className={classes.sort}
          data-sorted={sorted === "none" ? undefined : true}
          title={title}
          onClick={onSort}
        >
          {label}
          <Icon size={14} aria-hidden />
        </UnstyledButton>
      ) : (
        <span title={title}>{label}</span>
      )}
    </Table.Th>
  );
}

/** Links, buttons and marked text keep their own click. */
function isOwnClick({ target }: MouseEvent<HTMLElement>): boolean {
  return target instanceof Element && target.closest("a, button") === null && window.getSelection()?.toString() === "";
}

const openPage = (href: string) => window.open(href, "_blank", "noopener");

function Row({ row, isCurrent, onReach }: { row: FigureTableRow; isCurrent: boolean; onReach: () => void }) {
  const { name, isPart, lead, mark, cells, hint, onOpen, page } = row;
  const tabIndex = isCurrent ? 0 : -1;
  function follow({ metaKey, ctrlKey }: { metaKey: boolean; ctrlKey: boolean }) {
    if ((metaKey || ctrlKey) && page) openPage(page.href);
    else onOpen?.();
  }
  return (
    <Table.Tr
      className={onOpen ? classes.choosable : undefined}
      data-part={isPart || undefined}
      onClick={(event) => (isOwnClick(event) ? follow(event) : undefined)}
    >
      <Table.Th scope="row">
        <span className={classes.head}>
          {lead}
          {onOpen ? (
            <UnstyledButton
              className={classes.name}
              data-row
              tabIndex={tabIndex}
              title={hint}
              onFocus={onReach}
              onClick={follow}
            >
              {name}
            </UnstyledButton>
          ) : (
            <span className={classes.name}>{name}</span>
          )}
          {mark}
          {page ? (
            <Link className={classes.page} href={page.href as Route} title={page.label} tabIndex={tabIndex}>
              <IconArrowUpRight size={16} stroke={1.8} aria-hidden />
              <VisuallyHidden>{page.label}</VisuallyHidden>
            </Link>
          ) : null}
        </span>
      </Table.Th>
      {cells.map((cell, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: cells stand in the order of the columns
        <Table.Td key={at} className={classes.number}>
          {cell}
        </Table.Td>
      ))}
    </Table.Tr>
  );
}

/** Where the arrow keys lead from a row. */
function rowAfter(key: string, at: number, count: number): number | null {
  if (key === "ArrowDown") return Math.min(at + 1, count - 1);
  if (key === "ArrowUp") return Math.max(at - 1, 0);
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : null;
}

/**
 * Figures in rows: head, names and foot stay in sight, one stop for the Tab key and arrow keys between the rows, Enter
 * looks inside.
 */
export function FigureTable({ label, columns, rows, foot, isCompact = false }: Props) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [current, setCurrent] = useState<string | null>(null);
  const reached = rows.some(({ id }) => id === current) ? current : (rows[0]?.id ?? null);

  function move(event: KeyboardEvent<HTMLTableSectionElement>) {
    const names = [...(body.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];
    const at = document.activeElement instanceof HTMLElement ? names.indexOf(document.activeElement) : -1;
    const row = rows[at];
    if (at < 0 || !row) return;
    if ((event.key === "ArrowLeft" || event.key === "ArrowRight") && row.onFold) {
      event.preventDefault();
      row.onFold(event.key === "ArrowRight");
      return;
    }
    const next = rowAfter(event.key, at, names.length);
    if (next === null) return;
    event.preventDefault();
    names[next]?.focus();
  }

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={classes.scroll} tabIndex={0} aria-label={label}>
      <Table className={classes.table} data-compact={isCompact || undefined} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column, at) => (
              <Head key={column.key} column={column} isFirst={at === 0} />
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody ref={body} onKeyDown={move}>
          {rows.map((row) => (
            <Row key={row.id} row={row} isCurrent={row.id === reached} onReach={() => setCurrent(row.id)} />
          ))}
        </Table.Tbody>
        {foot ? (
          <Table.Tfoot>
            <Table.Tr>
              <Table.Th scope="row">{foot.name}</Table.Th>
              {foot.cells.map((cell, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells stand in the order of the columns
                <Table.Td key={at} className={classes.number}>
                  {cell}
                </Table.Td>
              ))}
            </Table.Tr>
          </Table.Tfoot>
        ) : null}
      </Table>
    </section>
  );
}

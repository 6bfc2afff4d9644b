"use client";

import { Button, CloseButton } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useDimensionName, useValueName } from "@/components/kpi/use-value-name";
import { listQuery } from "@/lib/dimensions/queries";
import { someKpisQueryOptions } from "@/lib/kpi/queries";
import classes from "./explore.module.css";
import { EXTRA_FILTERS, type ExtraFilter, tagOf } from "./url";
import type { Explore } from "./use-explore";

type Chip = { id: string; dimension?: string; label: string; onRemove: () => void };

/** Names of what only this page filters by; the code itself until they are there. */
function useExtraNames({ scope }: Explore): (dimension: ExtraFilter, code: string) => string {
  const nameOf = useValueName();
  const { extra, from, to } = scope;
  const wallets = useQuery({ ...listQuery("wallets"), enabled: extra.wallet.length > 0 });
  const types = useQuery({ ...listQuery("asset-types"), enabled: extra.assetType.length > 0 });
  const asked = { from, to, groupBy: "createdBy", fields: "jobs" };
  const people = useQuery({ ...someKpisQueryOptions(asked), enabled: extra.createdBy.length > 0 });
  return (dimension, code) => {
    const inList = (rows: readonly { code: string; name: string }[] | undefined) =>
      rows?.find((row) => row.code.toLowerCase() === code.toLowerCase())?.name ?? null;
    const person = people.data?.groups.find(({ key }) => key.createdBy === code)?.name?.createdBy ?? null;
    const names = {
      wallet: inList(wallets.data),
      assetType: inList(types.data),
      createdBy: person,
      motif: null,
      source: null,
    };
    return nameOf(dimension, { code, name: names[dimension] });
  };
}

function useChips(explore: Explore): Chip[] {
  const t = useTranslations("explore.chip");
  const dimensionName = useDimensionName();
  const valueName = useValueName();
  const extraName = useExtraNames(explore);
  const { scope, set } = explore;
  const { extra } = scope;
  return [
    ...EXTRA_FILTERS.flatMap((name) =>
      extra[name].map((code) => ({
        id: `${name}/${code}`,
        dimension: dimensionName(name),
        label: extraName(name, code),
        onRemove: () => set({ [name]: extra[name].filter((one) => one !== code) }),
      })),
    ),
    ...extra.tag.map((text) => {
      const { key, value } = tagOf(text);
      return {
        id: `tag/${text}`,
        dimension: dimensionName(`tag.${key}`),
        label: valueName(`tag.${key}`, { code: value, name: null }),
        onRemove: () => set({ tag: extra.tag.filter((one) => one !== text) }),
      };
    }),
    ...(scope.view === "full" ? [{ id: "view", label: t("view"), onRemove: () => set({ view: null }) }] : []),
    ...(scope.approvals === "period"
      ? [{ id: "approvals", label: t("approvals"), onRemove: () => set({ approvals: null }) }]
      : []),
    ...(scope.training ? [{ id: "training", label: t("training"), onRemove: () => set({ training: null }) }] : []),
  ];
}

/** What the figures are narrowed to besides the bar's filters, and how they are counted; each with its own way out. */
export function ExplorePath({ explore }: { explore: Explore }) {
  const t = useTranslations("explore");
  const chips = useChips(explore);
  if (chips.length === 0) return null;
  return (
    <ul className={classes.path} aria-label={t("path")}>
      <li>
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => {
            explore.bar.resetFilters();
            explore.clearExtra();
          }}
        >
          {t("everything")}
        </Button>
      </li>
      {chips.map(({ id, dimension, label, onRemove }) => (
        <li key={id}>
          <IconChevronRight size={14} aria-hidden />
          <span className={classes.chip}>
            {dimension ? <span className={classes.chipDimension}>{dimension}</span> : null}
            {label}
            <CloseButton
              size="xs"
              aria-label={t("chip.remove", { chip: dimension ? `${dimension} ${label}` : label })}
              onClick={onRemove}
            />
          </span>
        </li>
      ))}
    </ul>
  );
}

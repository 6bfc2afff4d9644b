"use client";

import { ActionIcon } from "@mantine/core";
import {
  IconChartBar,
  IconCopy,
  IconDots,
  IconFileTypeCsv,
  IconFileTypeSvg,
  IconPhoto,
  IconTable,
} from "@tabler/icons-react";
import { useLocale, useTranslations } from "next-intl";
import { ActionMenu } from "@/components/common/action-menu";
import { notifyDone, notifyFailed } from "@/components/common/notify";
import type { TableData } from "./chart-table";
import type { DrawnLayer } from "./drawn";

type Props = {
  id: string;
  title: string;
  table: TableData;
  about: readonly (readonly [string, string])[];
  legend: readonly DrawnLayer[];
  picture: () => SVGSVGElement | null;
  asTable: boolean;
  isEmpty: boolean;
  onTable: () => void;
};

/** The corner of a chart: its figures as a table, and everything one may take along. */
export function ChartMenu({ id, title, table, about, legend, picture, asTable, isEmpty, onTable }: Props) {
  const t = useTranslations("charts");
  const locale = useLocale();
  const subtitle = about.map(([name, value]) => `${name}: ${value}`).join(" · ");

  async function save(kind: "png" | "svg") {
    const svg = picture();
    if (!svg) return;
    const { savePicture } = await import("./save-picture");
    await savePicture({ svg, kind, name: id, title, subtitle, legend });
  }
  const orSayWhy = (work: Promise<void>) => void work.catch((error: unknown) => notifyFailed(error, t("notSaved")));
  async function saveTable() {
    const { saveCsv } = await import("./save-csv");
    saveCsv({ name: id, title, table, about, dialect: locale === "de" ? "de" : "en" });
  }
  async function copyLink() {
    await navigator.clipboard.writeText(`${window.location.href.split("#")[0]}#${id}`);
    notifyDone(t("linkCopied"));
  }

  const icon = (Icon: typeof IconTable) => <Icon size={16} aria-hidden />;
  const button = (
    <ActionIcon variant="subtle" color="gray" aria-label={t("menu", { title })} data-print-hidden>
      <IconDots size={18} aria-hidden />
    </ActionIcon>
  );
  return (
    <ActionMenu
      target={button}
      actions={[
        {
          id: "table",
          label: t(asTable ? "asChart" : "asTable"),
          icon: icon(asTable ? IconChartBar : IconTable),
          onClick: onTable,
          isDisabled: isEmpty,
        },
        {
          id: "csv",
          label: t("saveCsv"),
          icon: icon(IconFileTypeCsv),
          onClick: () => orSayWhy(saveTable()),
          isDisabled: isEmpty,
          startsGroup: true,
        },
        {
          id: "png",
          label: t("savePng"),
          icon: icon(IconPhoto),
          onClick: () => orSayWhy(save("png")),
          isDisabled: isEmpty || asTable,
        },
        {
          id: "svg",
          label: t("saveSvg"),
          icon: icon(IconFileTypeSvg),
          onClick: () => orSayWhy(save("svg")),
          isDisabled: isEmpty || asTable,
        },
        {
          id: "link",
          label: t("copyLink"),
          icon: icon(IconCopy),
          onClick: () => orSayWhy(copyLink()),
          startsGroup: true,
        },
      ]}
    />
  );
}

"use client";

import { ActionIcon, Menu } from "@mantine/core";
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

  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t("menu", { title })} data-print-hidden>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={asTable ? <IconChartBar size={16} aria-hidden /> : <IconTable size={16} aria-hidden />}
          onClick={onTable}
          disabled={isEmpty}
        >
          {t(asTable ? "asChart" : "asTable")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconFileTypeCsv size={16} aria-hidden />}
          onClick={() => orSayWhy(saveTable())}
          disabled={isEmpty}
        >
          {t("saveCsv")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconPhoto size={16} aria-hidden />}
          onClick={() => orSayWhy(save("png"))}
          disabled={isEmpty || asTable}
        >
          {t("savePng")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconFileTypeSvg size={16} aria-hidden />}
          onClick={() => orSayWhy(save("svg"))}
          disabled={isEmpty || asTable}
        >
          {t("saveSvg")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={() => orSayWhy(copyLink())}>
          {t("copyLink")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

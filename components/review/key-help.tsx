"use client";

import { Kbd, Modal, Table } from "@mantine/core";
import { useOs } from "@mantine/hooks";
import { useTranslations } from "next-intl";
import { memo } from "react";
import classes from "./board.module.css";

const KEYS = [
  ["approved", ["A"]],
  ["approved_with_changes", ["C"]],
  ["changes_requested", ["R"]],
  ["rejected", ["X"]],
  ["skip", ["S"]],
  ["undo", ["U"]],
  ["move", ["←", "→", "↑", "↓"]],
  ["select", ["Space"]],
  ["selectMore", ["⇧ ←", "⇧ →"]],
  ["criteria", ["1", "2", "3"]],
  ["reasons", ["4", "…", "9"]],
  ["comment", ["M"]],
  ["open", ["↵"]],
  ["compare", ["V"]],
  ["leave", ["Esc"]],
  ["help", ["?"]],
] as const;

/** The keys that are needed all the time, in sight. */
export const KeyLegend = memo(function KeyLegend() {
  const t = useTranslations("review.keys");
  const often = KEYS.filter(([name]) => ["skip", "undo", "move", "select", "compare", "help"].includes(name));
  return (
    <ul className={classes.legend} aria-label={t("title")}>
      {often.map(([name, keys]) => (
        <li key={name}>
          {keys.map((key) => (
            <Kbd key={key} size="xs">
              {key === "Space" ? t("space") : key}
            </Kbd>
          ))}
          <span>{t(name)}</span>
        </li>
      ))}
    </ul>
  );
});

export function KeyHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const t = useTranslations("review.keys");
  const tc = useTranslations("common");
  const os = useOs();
  const undo = os === "macos" || os === "ios" ? "⌘ Z" : "Ctrl Z";
  return (
    <Modal opened={opened} onClose={onClose} title={t("title")} closeButtonProps={{ "aria-label": tc("close") }}>
      <Table>
        <Table.Tbody>
          {KEYS.map(([name, keys]) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" fw={400}>
                {t(name)}
              </Table.Th>
              <Table.Td className={classes.keyCell}>
                {[...keys, ...(name === "undo" ? [undo] : [])].map((key) => (
                  <Kbd key={key} size="sm">
                    {key === "Space" ? t("space") : key}
                  </Kbd>
                ))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}

"use client";

import { Kbd, Modal, Stack, Switch, Text } from "@mantine/core";
import { useOs } from "@mantine/hooks";
import { useTranslations } from "next-intl";
import { useMe } from "@/components/common/me-context";
import classes from "./keys.module.css";
import { navigationFor } from "./navigation";
import { GO, KEYS } from "./shortcuts";
import { useSingleKeys } from "./use-shortcuts";

/** Every key that works on every page; a screen with keys of its own shows them itself. */
export function ShortcutHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const t = useTranslations("palette");
  const tc = useTranslations("common");
  return (
    <Modal opened={opened} onClose={onClose} title={t("keys")} closeButtonProps={{ "aria-label": tc("close") }}>
      {opened ? <Sheet /> : null}
    </Modal>
  );
}

function Sheet() {
  const t = useTranslations("palette");
  const nav = useTranslations("shell.nav");
  const os = useOs();
  const [areOn, setOn] = useSingleKeys();
  const entries = navigationFor(useMe().permissions);
  const palette = os === "macos" || os === "ios" ? ["⌘", "K"] : [t("ctrl"), "K"];
  const pages = Object.entries(GO).flatMap(([letter, key]) => {
    const entry = entries.find((one) => one.key === key);
    return entry ? [{ letter, name: nav(entry.key) }] : [];
  });
  return (
    <Stack>
      <Switch
        label={t("singleKeys")}
        description={t("singleKeysHint")}
        checked={areOn}
        onChange={({ currentTarget }) => setOn(currentTarget.checked)}
      />
      <dl className={classes.keys} data-off={!areOn || undefined}>
        <Keys name={t("open")} keys={palette} always />
        {Object.entries(KEYS).map(([key, name]) => (
          <Keys key={key} name={t(`command.${name}`)} keys={[key]} />
        ))}
        {pages.map(({ letter, name }) => (
          <Keys key={letter} name={t("goTo", { page: name })} keys={["g", letter]} />
        ))}
      </dl>
      <Text size="xs" c="dimmed">
        {t("keysHint")}
      </Text>
    </Stack>
  );
}

function Keys({ name, keys, always = false }: { name: string; keys: readonly string[]; always?: boolean }) {
  return (
    <div data-always={always || undefined}>
      <dt>{name}</dt>
      <dd>
        {keys.map((key) => (
          <Kbd key={key}>{key}</Kbd>
        ))}
      </dd>
    </div>
  );
}

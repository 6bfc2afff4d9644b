"use client";

import { ActionIcon } from "@mantine/core";
import { IconCheck, IconLanguage } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useTransition } from "react";
import { ActionMenu } from "@/components/common/action-menu";
import { useMaybeMe } from "@/components/common/me-context";
import { changeMe } from "@/lib/auth/queries";
import { LOCALES, type Locale } from "@/lib/core/locale";
import { rememberChoice } from "./cookies";

/** Each language in itself, so that it is found by those who need it. */
const NAMES: Record<Locale, string> = { en: "English", de: "Deutsch" };

export function LanguageMenu() {
  const t = useTranslations("shell");
  const locale = useLocale();
  const me = useMaybeMe();
  const router = useRouter();
  const [isChanging, startChange] = useTransition();

  function choose(next: Locale) {
    rememberChoice("locale", next);
    startChange(async () => {
      // The cookie alone changes this browser; the account carries it to the next one.
      if (me?.kind === "member") await changeMe({ locale: next }).catch(() => undefined);
      router.refresh();
    });
  }

  const button = (
    <ActionIcon variant="subtle" color="gray" size={36} aria-label={t("language")} loading={isChanging}>
      <IconLanguage size={20} stroke={1.6} aria-hidden />
    </ActionIcon>
  );
  return (
    <ActionMenu
      target={button}
      actions={LOCALES.map((option) => ({
        id: option,
        label: NAMES[option],
        lang: option,
        isCurrent: option === locale,
        mark: option === locale ? <IconCheck size={16} aria-hidden /> : null,
        onClick: () => choose(option),
      }))}
    />
  );
}

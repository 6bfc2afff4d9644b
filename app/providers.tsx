"use client";

import "dayjs/locale/de";
import "dayjs/locale/en-gb";
import { MantineProvider } from "@mantine/core";
import { DatesProvider } from "@mantine/dates";
import { ModalsProvider } from "@mantine/modals";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { cssVariables, theme } from "@/components/theme/theme";
import { getQueryClient } from "@/lib/http/query-client";

/** Everything a client component may ask for: look, language of calendars, URL state, server state, dialogs. */
export function Providers({ nonce, children }: { nonce: string; children: ReactNode }) {
  const locale = useLocale();
  const t = useTranslations("common");
  return (
    <QueryClientProvider client={getQueryClient()}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        defaultColorScheme="auto"
        getStyleNonce={() => nonce}
      >
        <DatesProvider settings={{ locale: locale === "en" ? "en-gb" : locale, firstDayOfWeek: 1, weekendDays: [] }}>
          <NuqsAdapter>
            <ModalsProvider
              labels={{ confirm: t("confirm"), cancel: t("cancel") }}
              modalProps={{ closeButtonProps: { "aria-label": t("close") } }}
            >
              {children}
            </ModalsProvider>
          </NuqsAdapter>
          <Notifications position="bottom-right" limit={4} zIndex={400} />
        </DatesProvider>
      </MantineProvider>
    </QueryClientProvider>
  );
}

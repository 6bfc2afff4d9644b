"use client";

import { MantineProvider } from "@mantine/core";
import { DatesProvider } from "@mantine/dates";
import { QueryClientProvider } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useLocale } from "next-intl";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { cssVariables, theme } from "@/components/theme/theme";
import { getQueryClient } from "@/lib/http/query-client";

/** What lies above pages now and then is loaded after them. */
const Overlays = dynamic(() => import("@/components/common/overlays").then((loaded) => loaded.Overlays), {
  ssr: false,
});

/** Everything a client component may ask for: look, language of calendars, URL state, server state, dialogs. */
export function Providers({ nonce, children }: { nonce: string; children: ReactNode }) {
  const locale = useLocale();
  return (
    <QueryClientProvider client={getQueryClient()}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        defaultColorScheme="auto"
        getStyleNonce={() => nonce}
      >
        <DatesProvider settings={{ locale: locale === "en" ? "en-gb" : locale, firstDayOfWeek: 1, weekendDays: [] }}>
          <NuqsAdapter>{children}</NuqsAdapter>
          <Overlays />
        </DatesProvider>
      </MantineProvider>
    </QueryClientProvider>
  );
}

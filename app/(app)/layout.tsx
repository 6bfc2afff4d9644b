import { HydrationBoundary } from "@tanstack/react-query";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { MeProvider } from "@/components/common/me-context";
import { Frame } from "@/components/shell/frame";
import { currentMe } from "@/i18n/current-me";
import { meOf } from "@/lib/auth/service";
import { requireActor } from "@/lib/auth/session";
import { frameData } from "./frame-data";

export default async function AppLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor();
  const [me, jar, counted] = await Promise.all([currentMe(), cookies(), frameData(actor)]);
  return (
    <MeProvider me={me ?? (await meOf(actor))}>
      <HydrationBoundary state={counted}>
        <Frame foldedAtFirst={jar.get("navigation")?.value === "folded"}>{children}</Frame>
      </HydrationBoundary>
    </MeProvider>
  );
}

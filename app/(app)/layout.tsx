import type { ReactNode } from "react";
import { MeProvider } from "@/components/common/me-context";
import { meOf } from "@/lib/auth/service";
import { requireActor } from "@/lib/auth/session";

export default async function AppLayout({ children }: { children: ReactNode }) {
  const me = await meOf(await requireActor());
  return <MeProvider me={me}>{children}</MeProvider>;
}

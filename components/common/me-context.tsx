"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { Permission } from "@/lib/auth/rules";
import type { Me } from "@/lib/auth/schema";

const MeContext = createContext<Me | null>(null);

export function MeProvider({ me, children }: { me: Me; children: ReactNode }) {
  return <MeContext.Provider value={me}>{children}</MeContext.Provider>;
}

/** Who is signed in. @throws outside of the signed-in frame */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error("useMe needs the signed-in frame");
  return me;
}

/** For parts that public pages show too. */
export function useMaybeMe(): Me | null {
  return useContext(MeContext);
}

/** Only decides what is shown; the service decides what is done. */
export function useCan(permission: Permission): boolean {
  return useMe().permissions.includes(permission);
}

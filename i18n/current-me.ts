import { cache } from "react";
import type { Me } from "@/lib/auth/schema";
import { meOf } from "@/lib/auth/service";
import { currentActor } from "@/lib/auth/session";

/** Who is signed in, looked up once per request: the language and the frame both ask. */
export const currentMe = cache(async (): Promise<Me | null> => {
  const actor = await currentActor();
  return actor && meOf(actor);
});

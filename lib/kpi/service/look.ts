import "server-only";
import { setImmediate as turn } from "node:timers/promises";
import { db } from "@/lib/server/db";
import { type Present, readPresent } from "../store/stale";

const looks = new Map<string, Promise<Present>>();

/** Questions that are asked in one breath share one look, which is taken when the last of them has been asked. */
export function lookAt(organizationId: string): Promise<Present> {
  const shared = looks.get(organizationId);
  if (shared !== undefined) return shared;
  const look = turn().then(() => {
    looks.delete(organizationId);
    return readPresent(db(), organizationId);
  });
  looks.set(organizationId, look);
  return look;
}

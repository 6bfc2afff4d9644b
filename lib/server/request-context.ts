import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";

const context = new AsyncLocalStorage<{ requestId: string }>();

/** The id that an answer, its log lines and its audit entries share; null outside of a request. */
export function currentRequestId(): string | null {
  return context.getStore()?.requestId ?? null;
}

export function withRequestId<T>(requestId: string, work: () => Promise<T>): Promise<T> {
  return context.run({ requestId }, work);
}

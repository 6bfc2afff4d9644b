import type { z } from "zod";
import { isDoubtful, line } from "./line";

/** What is wrong with one field of what was sent. */
export type FieldProblem = { path: string; code: string; message: string; near?: string[] | undefined };

/** What the server refused, in its own words. `status` 0: the server was not reached. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    readonly status: number,
    message: string,
    readonly errors: readonly FieldProblem[] = [],
    readonly requestId?: string,
  ) {
    super(message);
  }
}

/** What an answer must look like; loaded with the first answer, because a page has its own from the server. */
type Expected<T extends z.ZodType> = T | (() => Promise<T>);

/**
 * For the schemas of one file: `const answer = answersOf(() => import("./schema"))`, then `answer("name")`. Pages can be used
 * before the schemas are there.
 */
export function answersOf<Schemas extends object>(load: () => Promise<Schemas>) {
  return <Name extends keyof Schemas>(name: Name) =>
    async (): Promise<Schemas[Name]> =>
      (await load())[name];
}

/** For a write that is answered with no content. */
export const nothing = answersOf(() => import("./problem"))("nothing");

/** The browser trusts the server no more than the server trusts the browser: every answer is parsed. */
export async function fetchJson<T extends z.ZodType>(
  answer: Expected<T>,
  url: string,
  init?: RequestInit,
): Promise<z.output<T>> {
  const expected = Promise.resolve(typeof answer === "function" ? answer() : answer);
  // Without a connection both fail, and one reason is enough.
  expected.catch(() => undefined);
  const response = await fetch(url, { credentials: "same-origin", ...init }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    void line.look();
    throw new ApiError(0, "The server could not be reached");
  });
  const body: unknown = response.status === 204 ? null : await response.json().catch(() => null);
  if (response.ok) return (await expected).parse(body);
  // A wrong password says nothing about a session.
  if (isDoubtful(response.status) && url.startsWith("/api/v1/")) void line.look();
  const { problem } = await import("./problem");
  const known = problem.safeParse(body);
  if (!known.success) throw new ApiError(response.status, "The server gave no reason");
  const { title, detail, errors, requestId } = known.data;
  throw new ApiError(response.status, detail ?? title, errors, requestId);
}

/** A write. `idempotencyKey` makes a repeat after a lost answer safe. */
export function sendJson<T extends z.ZodType>(
  answer: Expected<T>,
  method: "POST" | "PATCH" | "PUT" | "DELETE",
  url: string,
  { body, idempotencyKey }: { body?: unknown; idempotencyKey?: string } = {},
): Promise<z.output<T>> {
  return fetchJson(answer, url, {
    method,
    headers: { "content-type": "application/json", ...(idempotencyKey ? { "idempotency-key": idempotencyKey } : {}) },
    body: JSON.stringify(body ?? {}),
  });
}

import { z } from "zod";

const inputError = z.object({
  path: z.string(),
  code: z.string(),
  message: z.string(),
  near: z.array(z.string()).optional(),
});
const problem = z.object({
  title: z.string(),
  status: z.number(),
  detail: z.string().optional(),
  requestId: z.string().optional(),
  errors: z.array(inputError).optional(),
});
export type FieldProblem = z.infer<typeof inputError>;

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

/** The browser trusts the server no more than the server trusts the browser: every answer is parsed. */
export async function fetchJson<T extends z.ZodType>(answer: T, url: string, init?: RequestInit): Promise<z.output<T>> {
  const response = await fetch(url, { credentials: "same-origin", ...init }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError(0, "The server could not be reached");
  });
  const body: unknown = response.status === 204 ? null : await response.json().catch(() => null);
  if (response.ok) return answer.parse(body);
  const known = problem.safeParse(body);
  if (!known.success) throw new ApiError(response.status, "The server gave no reason");
  const { title, detail, errors, requestId } = known.data;
  throw new ApiError(response.status, detail ?? title, errors, requestId);
}

/** A write. `idempotencyKey` makes a repeat after a lost answer safe. */
export function sendJson<T extends z.ZodType>(
  answer: T,
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

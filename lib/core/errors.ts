import type { ProblemCode } from "./problem-codes";

/** Every failure a caller may see, and the status it travels under. */
export const ERROR_STATUS = {
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  unsupported: 415,
  invalid_input: 422,
  too_many_requests: 429,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

/** One thing wrong with the input: where, a stable code, and a sentence. `near` proposes what may have been meant. */
export type InputError = { path: string; code: ProblemCode; message: string; near?: string[] };

export class AppError extends Error {
  override readonly name = "AppError";

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly errors?: InputError[],
    readonly retryAfterSeconds?: number,
  ) {
    super(message);
  }
}

export function invalid(path: string, code: ProblemCode, message: string, near?: string[]): AppError {
  return new AppError("invalid_input", message, [{ path, code, message, ...(near ? { near } : {}) }]);
}

/** A refusal that a screen can translate: its `code` is stable, the sentence is for people who read the API. */
export function refused(status: ErrorCode, code: ProblemCode, message: string, path = ""): AppError {
  return new AppError(status, message, [{ path, code, message }]);
}

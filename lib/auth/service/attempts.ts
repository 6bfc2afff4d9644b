import "server-only";
import { AppError } from "@/lib/core/errors";
import { db } from "@/lib/server/db";
import { countTry, forgetTriesBefore, forgiveTry } from "../store/attempts";
import { hashSecret } from "./secrets";

const WINDOW_MS = 60_000;
const KEPT_MS = 60 * WINDOW_MS;

/** Tries a minute. Many people may share one network address, so a person's own limit is the strict one. */
const PER_PERSON = { "sign-in": 5, "request-password-reset": 3, "change-password": 5 } as const;
const PER_NETWORK = {
  "sign-in": 30,
  "sign-up": 10,
  "request-password-reset": 10,
  "reset-password": 10,
  "change-password": 30,
  "accept-invitation": 20,
} as const;
export type Attempt = keyof typeof PER_NETWORK;

/** The address that the nearest proxy (or Next itself) saw; what stands before it can be made up by the caller. */
export function networkOf(headers: Headers): string {
  return headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() || "unknown";
}

type Counted = { key: string; most: number };

function counted(attempt: Attempt, headers: Headers, person: string | null): Counted[] {
  const network = { key: `${attempt}:network:${networkOf(headers)}`, most: PER_NETWORK[attempt] };
  if (person === null || !isPersonal(attempt)) return [network];
  // Hashed, because this table is no place for addresses of people.
  return [{ key: `${attempt}:person:${hashSecret(person)}`, most: PER_PERSON[attempt] }, network];
}

function isPersonal(attempt: Attempt): attempt is keyof typeof PER_PERSON {
  return attempt in PER_PERSON;
}

/**
 * Counts a try before it is made, in the database, so that all web processes count together.
 * Returns what takes the count back when the try turned out to be honest.
 * @throws too_many_requests with the seconds to wait
 */
export async function countAttempt(
  attempt: Attempt,
  headers: Headers,
  person: string | null = null,
): Promise<() => Promise<void>> {
  const now = Date.now();
  const limits = counted(attempt, headers, person);
  for (const { key, most } of limits) {
    const { tries, since } = await countTry(db(), key, { now, windowMs: WINDOW_MS });
    if (tries > most) {
      const seconds = Math.max(1, Math.ceil((since + WINDOW_MS - now) / 1000));
      const again = { path: "", code: "TOO_MANY_TRIES" as const, message: `Try again in ${seconds} seconds` };
      throw new AppError("too_many_requests", `Too many tries; try again in ${seconds} seconds`, [again], seconds);
    }
    if (tries === 1) await forgetTriesBefore(db(), now - KEPT_MS);
  }
  return async () => {
    for (const { key } of limits) await forgiveTry(db(), key);
  };
}

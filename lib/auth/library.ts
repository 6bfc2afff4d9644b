import "server-only";
import { betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { hashPassword } from "better-auth/crypto";
import { prismaClient } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { log } from "@/lib/server/logger";
import { PASSWORD_LENGTH } from "./schema/people";
import { mailPasswordLink } from "./service/mails";
import { newSecret } from "./service/secrets";

// The one place that speaks with the auth library. It keeps people, sessions and passwords; who belongs to which
// organization with which rights is ours (docs/decisions/0013-own-members-and-keys.md).

const SESSION_DAYS = 30;
const RESET_HOURS = 1;
/** Handed over by a person, so it may take a day. */
const HANDED_RESET_HOURS = 24;

/** The paths of the library that are asked for anything, and nothing else. */
export type LibraryPath =
  | "sign-in/email"
  | "sign-out"
  | "request-password-reset"
  | "reset-password"
  | "change-password";

export function resetUrl(token: string): string {
  return new URL(`/reset-password?token=${encodeURIComponent(token)}`, env.BASE_URL).href;
}

/** The browser's own origin is trusted when it is the host it speaks to, so that localhost and 127.0.0.1 both work. */
export function isOwnOrigin(headers: Headers): boolean {
  const origin = headers.get("origin");
  if (!origin || !URL.canParse(origin)) return false;
  const { origin: normal, host } = new URL(origin);
  return normal === new URL(env.BASE_URL).origin || host === headers.get("host");
}

function create() {
  return betterAuth({
    appName: "Pixelledger",
    baseURL: env.BASE_URL,
    basePath: "/api/auth",
    secret: env.AUTH_SECRET,
    telemetry: { enabled: false },
    database: prismaAdapter(prismaClient(), { provider: "postgresql", transaction: true }),
    advanced: { cookiePrefix: "pixelledger", database: { generateId: false } },
    // isOwnOrigin has answered before a request comes here.
    trustedOrigins: async (request) => {
      const origin = request?.headers.get("origin");
      return origin && request && isOwnOrigin(request.headers) ? [origin] : [];
    },
    // Signing out must work at once, so sessions are looked up and never cached in a cookie.
    session: {
      expiresIn: SESSION_DAYS * 24 * 3600,
      disableSessionRefresh: true,
      additionalFields: { activeOrganizationId: { type: "string", required: false, input: false } },
    },
    user: { additionalFields: { locale: { type: "string", required: false, input: false } } },
    verification: { storeIdentifier: "hashed" },
    // Tries are counted per person and network by service/attempts, before the library is asked.
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
      resetPasswordTokenExpiresIn: RESET_HOURS * 3600,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: async ({ user, token }) => {
        const locale = "locale" in user && user.locale === "de" ? "de" : "en";
        await mailPasswordLink(
          { email: user.email, name: user.name, locale },
          { url: resetUrl(token), hours: RESET_HOURS },
        );
      },
    },
    logger: {
      level: "warn",
      // A wrong password is no event; the library's errors are.
      log: (level, message, ...details) => {
        if (level === "error") log.error({ details }, message);
        else log.debug({ details }, message);
      },
    },
  });
}

let held: ReturnType<typeof create> | undefined;

/** Made at first use: `next build` imports this file without settings. */
function library(): ReturnType<typeof create> {
  held ??= create();
  return held;
}

export type Visitor = { sessionId: string; userId: string; activeOrganizationId: string | null };

/** Who is behind the session cookie; null when there is none or it has ended. */
export async function visitorOf(headers: Headers): Promise<Visitor | null> {
  if (!headers.get("cookie")?.includes("pixelledger.session_token")) return null;
  const found = await library().api.getSession({ headers });
  if (!found) return null;
  const { id, userId, activeOrganizationId } = found.session;
  return { sessionId: id, userId, activeOrganizationId: activeOrganizationId ?? null };
}

/** Passes a request with a checked body on to the library. */
export function askLibrary(path: LibraryPath, request: Request, body: unknown): Promise<Response> {
  const headers = new Headers(request.headers);
  headers.delete("content-length");
  const url = new URL(`/api/auth/${path}`, env.BASE_URL);
  const sent = request.method === "GET" ? {} : { body: JSON.stringify(body ?? {}) };
  return library().handler(new Request(url, { method: request.method, headers, ...sent }));
}

/** Signs a person in who has just chosen this password; returns the cookies. */
export async function signInNew(email: string, password: string, headers: Headers): Promise<string[]> {
  const response = await library().api.signInEmail({ body: { email, password }, headers, asResponse: true });
  return response.headers.getSetCookie();
}

export function hashOfPassword(password: string): Promise<string> {
  return hashPassword(password);
}

/** A link that lets its holder choose a new password, for an admin to hand over. */
export async function makeResetToken(userId: string): Promise<{ token: string; expiresAt: Date }> {
  const token = newSecret();
  const expiresAt = new Date(Date.now() + HANDED_RESET_HOURS * 3_600_000);
  const { internalAdapter } = await library().$context;
  await internalAdapter.createVerificationValue({ value: userId, identifier: `reset-password:${token}`, expiresAt });
  return { token, expiresAt };
}

export const HANDED_RESET = { hours: HANDED_RESET_HOURS } as const;

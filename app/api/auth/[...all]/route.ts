import { z } from "zod";
import { askLibrary, isOwnOrigin, type LibraryPath, visitorOf } from "@/lib/auth/library";
import { passwordChange, resetInput, resetRequest, signInInput } from "@/lib/auth/schema/people";
import { type Attempt, countAttempt } from "@/lib/auth/service/attempts";
import { personByEmail, personById } from "@/lib/auth/service/people";
import { AppError, invalid, refused } from "@/lib/core/errors";
import { mailIsSet } from "@/lib/server/mail";
import { answering, checkedBody, jsonAnswer } from "../open-endpoint";

// What people do with their session and password. Our checks first (body, origin, number of tries), then the auth
// library; its refusals leave as problem+json like all others.

type Asked = { request: Request; body: Record<string, unknown> };

const INPUTS: Record<LibraryPath, z.ZodType<Record<string, unknown>>> = {
  "sign-in/email": signInInput,
  "sign-out": z.strictObject({}),
  "request-password-reset": resetRequest,
  "reset-password": resetInput,
  "change-password": passwordChange,
};

const ATTEMPTS: Partial<Record<LibraryPath, Attempt>> = {
  "sign-in/email": "sign-in",
  "request-password-reset": "request-password-reset",
  "reset-password": "reset-password",
  "change-password": "change-password",
};

type Context = { params: Promise<{ all: string[] }> };

export async function POST(request: Request, context: Context): Promise<Response> {
  return answering(async (requestId) => {
    const path = (await context.params).all.join("/");
    if (!isOpen(path)) throw new AppError("not_found", "There is nothing at this address");
    if (hasForeignOrigin(request.headers)) throw new AppError("forbidden", "This request comes from another site");
    const body = await checkedBody(request, INPUTS[path]);
    const cookies = await passOn(path, { request, body });
    return jsonAnswer({ done: true }, { status: 200, cookies, requestId });
  });
}

/** Whose session is this? Without its token, which stays in the cookie. */
export async function GET(request: Request, context: Context): Promise<Response> {
  return answering(async (requestId) => {
    const path = (await context.params).all.join("/");
    if (path !== "get-session") throw new AppError("not_found", "There is nothing at this address");
    const visitor = await visitorOf(request.headers);
    const person = visitor && (await personById(visitor.userId));
    const user = person && { id: person.id, name: person.name, email: person.email };
    return jsonAnswer({ user }, { status: 200, cookies: [], requestId });
  });
}

function isOpen(path: string): path is LibraryPath {
  return Object.hasOwn(INPUTS, path);
}

/** A session in a cookie needs our Origin; without one, only a foreign Origin is refused. */
function hasForeignOrigin(headers: Headers): boolean {
  const carriesSession = headers.get("cookie")?.includes("pixelledger.session_token") ?? false;
  return (carriesSession || headers.has("origin")) && !isOwnOrigin(headers);
}

/** Returns the cookies to set. */
async function passOn(path: LibraryPath, asked: Asked): Promise<string[]> {
  const { request, body } = asked;
  if (path === "request-password-reset" && !mailIsSet())
    throw refused("conflict", "NO_MAIL", "Mail is not set up here; ask an admin for a link to choose a new password");
  const attempt = ATTEMPTS[path];
  const honest = attempt ? await countAttempt(attempt, request.headers, await personBehind(asked)) : null;
  const sent = path === "change-password" ? { ...body, revokeOtherSessions: true } : body;
  const answer = await askLibrary(path, request, sent);
  if (!answer.ok) throw await refusal(answer, path);
  // Asking for mails is limited as such; for passwords only wrong ones count.
  if (path !== "request-password-reset") await honest?.();
  return [...answer.headers.getSetCookie(), ...(await languageCookie(path, body))];
}

async function personBehind({ request, body }: Asked): Promise<string | null> {
  if (typeof body.email === "string") return body.email;
  return (await visitorOf(request.headers))?.userId ?? null;
}

/** A person reads the screens in their language on any machine they sign in on. */
async function languageCookie(path: LibraryPath, { email }: Record<string, unknown>): Promise<string[]> {
  if (path !== "sign-in/email" || typeof email !== "string") return [];
  const locale = (await personByEmail(email))?.locale;
  return locale ? [`locale=${locale}; LibraryPath=/; Max-Age=31536000; SameSite=Lax`] : [];
}

const libraryError = z.object({ code: z.string().optional(), message: z.string().optional() });

async function refusal(answer: Response, path: LibraryPath): Promise<AppError> {
  const { code = "", message } = libraryError.catch({}).parse(await answer.json().catch(() => null));
  if (code === "INVALID_EMAIL_OR_PASSWORD")
    return refused("unauthenticated", "WRONG_PASSWORD", "The e-mail address or the password is wrong");
  if (code === "INVALID_PASSWORD")
    return invalid("currentPassword", "WRONG_CURRENT_PASSWORD", "This is not your current password");
  if (code === "INVALID_TOKEN")
    return refused("not_found", "LINK_GONE", "This link was used or has expired; ask for a new one");
  if (answer.status === 401) return new AppError("unauthenticated", "Sign in first");
  if (answer.status < 500) return new AppError("malformed", message ?? "The request was refused");
  throw new Error(`The auth library answered ${answer.status} on ${path}`);
}

import "server-only";
import { createTransport, type Transporter } from "nodemailer";
import { env } from "./env";
import { log } from "./logger";

export type Mail = { to: string; subject: string; text: string; html?: string; headers?: Record<string, string> };

const CONNECT_MS = 10_000;
let held: { url: string; transport: Transporter } | undefined;

function transport(url: string): Transporter {
  if (held?.url !== url) {
    held = {
      url,
      transport: createTransport(url, undefined),
    };
  }
  return held.transport;
}

/** Without SMTP_URL no mail leaves the house, and screens show the link instead. */
export function mailIsSet(): boolean {
  return env.SMTP_URL !== undefined;
}

/** What the mail server said, or a code of what went wrong before it could. */
export type MailOutcome = { ok: boolean; detail: string };

/** Never an exception. A refusal is logged without the text: it may hold a link that opens an account. */
export async function tryMail(mail: Mail): Promise<MailOutcome> {
  const url = env.SMTP_URL;
  if (!url) return { ok: false, detail: "MAIL_NOT_SET" };
  try {
    const { response } = await withTimeout(
      transport(url).sendMail({ from: env.MAIL_FROM ?? defaultSender(), ...mail }),
    );
    return { ok: true, detail: `SMTP ${response}` };
  } catch (error) {
    log.error({ err: error, subject: mail.subject }, "A mail could not be sent");
    return { ok: false, detail: failureOf(error) };
  }
}

/** True when the mail server took it. */
export async function sendMail(mail: Mail): Promise<boolean> {
  return (await tryMail(mail)).ok;
}

class TooSlow extends Error {}

function failureOf(error: unknown): string {
  if (error instanceof TooSlow) return "TOO_SLOW";
  const { response, code } = error as { response?: unknown; code?: unknown };
  if (typeof response === "string") return `SMTP ${response}`;
  if (code === "EAUTH") return "MAIL_SIGN_IN";
  if (code === "EENVELOPE") return "BAD_ADDRESS";
  if (code === "ETIMEDOUT") return "TOO_SLOW";
  return code === "EDNS" ? "NAME_NOT_FOUND" : "NOT_REACHED";
}

function defaultSender(): string {
  return `Pixelledger <pixelledger@${new URL(env.BASE_URL).hostname}>`;
}

/** A mail server that does not answer must not hold up the person who waits for the page. */
function withTimeout<T>(sending: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new TooSlow(`No answer from the mail server within ${CONNECT_MS} ms`)),
    CONNECT_MS,
  );
  return Promise.race([sending, promise]).finally(() => clearTimeout(timer));
}

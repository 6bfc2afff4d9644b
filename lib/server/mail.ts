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

/** True when the mail server took it. A refusal is logged without the text: it may hold a link that opens an account. */
export async function sendMail(mail: Mail): Promise<boolean> {
  const url = env.SMTP_URL;
  if (!url) return false;
  try {
    await withTimeout(transport(url).sendMail({ from: env.MAIL_FROM ?? defaultSender(), ...mail }));
    return true;
  } catch (error) {
    log.error({ err: error, subject: mail.subject }, "A mail could not be sent");
    return false;
  }
}

function defaultSender(): string {
  return `Pixelledger <pixelledger@${new URL(env.BASE_URL).hostname}>`;
}

/** A mail server that does not answer must not hold up the person who waits for the page. */
function withTimeout<T>(sending: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new Error(`No answer from the mail server within ${CONNECT_MS} ms`)),
    CONNECT_MS,
  );
  return Promise.race([sending, promise]).finally(() => clearTimeout(timer));
}

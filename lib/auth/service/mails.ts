import "server-only";
import { createTranslator } from "use-intl/core";
import { MESSAGES } from "@/i18n/messages";
import { sendMail } from "@/lib/server/mail";

type Locale = "en" | "de";

function translator(locale: Locale) {
  return createTranslator({ locale, messages: MESSAGES[locale], namespace: "account.mail", timeZone: "UTC" });
}

/** In the language of the one who reads it. True when a mail server took it. */
export function mailInvitation(
  to: { email: string; locale: Locale },
  { organization, url, days }: { organization: string; url: string; days: number },
): Promise<boolean> {
  const t = translator(to.locale);
  return sendMail({
    to: to.email,
    subject: t("invitation.subject", { organization }),
    text: t("invitation.text", { organization, url, days }),
  });
}

export function mailPasswordLink(
  to: { email: string; name: string; locale: Locale },
  { url, hours }: { url: string; hours: number },
): Promise<boolean> {
  const t = translator(to.locale);
  return sendMail({
    to: to.email,
    subject: t("password.subject"),
    text: t("password.text", { name: to.name, url, hours }),
  });
}

import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { currentActor } from "@/lib/auth/session";
import { chooseLocale } from "@/lib/core/locale";
import { MESSAGES } from "./messages";

/** One language per request; all days and times in the zone of the organization. */
export default getRequestConfig(async () => {
  const [actor, jar, head] = await Promise.all([currentActor(), cookies(), headers()]);
  const locale = chooseLocale({
    cookie: jar.get("locale")?.value,
    acceptLanguage: head.get("accept-language"),
    organization: actor?.organization.locale,
  });
  return { locale, messages: MESSAGES[locale], timeZone: actor?.organization.timeZone ?? "UTC", now: new Date() };
});

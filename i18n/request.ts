import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { chooseLocale } from "@/lib/core/locale";
import { currentMe } from "./current-me";
import { MESSAGES } from "./messages";

/** One language per request; all days and times in the zone of the organization. */
export default getRequestConfig(async () => {
  const [me, jar, head] = await Promise.all([currentMe(), cookies(), headers()]);
  const locale = chooseLocale({
    person: me?.locale,
    cookie: jar.get("locale")?.value,
    acceptLanguage: head.get("accept-language"),
    organization: me?.organization.locale,
  });
  return { locale, messages: MESSAGES[locale], timeZone: me?.organization.timeZone ?? "UTC", now: new Date() };
});

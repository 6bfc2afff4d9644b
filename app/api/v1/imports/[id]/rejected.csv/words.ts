import { createTranslator } from "use-intl/core";
import { MESSAGES } from "@/i18n/messages";
import type { RejectedWords } from "@/lib/intake/service/rejected";

/** Reasons and headers in the organization's language; what has no words of its own keeps the API's sentence. */
export function wordsFor(locale: "en" | "de"): RejectedWords {
  const t = createTranslator({ locale, messages: MESSAGES[locale], namespace: "imports" });
  const field = (path: string) => (t.has(`field.${path}` as "field.cost") ? t(`field.${path}` as "field.cost") : path);
  return {
    headers: [t("rejected.row"), t("rejected.field"), t("rejected.reason")],
    field,
    sentence: ({ code, path, message }) => {
      const key = `reason.${code}` as "reason.REQUIRED";
      return t.has(key) ? t(key, { field: field(path) }) : message;
    },
  };
}

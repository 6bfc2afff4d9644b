import { createTranslator } from "use-intl/core";
import { MESSAGES } from "@/i18n/messages";
import type { RejectedWords } from "@/lib/intake/service/rejected";

type Field = keyof (typeof MESSAGES)["en"]["imports"]["field"];
type Reason = keyof (typeof MESSAGES)["en"]["imports"]["reason"];

const isField = (path: string): path is Field => Object.hasOwn(MESSAGES.en.imports.field, path);
const isReason = (code: string): code is Reason => Object.hasOwn(MESSAGES.en.imports.reason, code);

/** Reasons and headers in the organization's language; what has no words of its own keeps the API's sentence. */
export function wordsFor(locale: "en" | "de"): RejectedWords {
  const t = createTranslator({ locale, messages: MESSAGES[locale], namespace: "imports" });
  const field = (path: string) => (isField(path) ? t(`field.${path}`) : path);
  return {
    headers: [t("rejected.row"), t("rejected.field"), t("rejected.reason")],
    field,
    sentence: ({ code, path, message }) => (isReason(code) ? t(`reason.${code}`, { field: field(path) }) : message),
  };
}

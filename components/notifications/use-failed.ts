"use client";

import { useTranslations } from "next-intl";
import { notifyFailed } from "@/components/common/notify";
import { ApiError } from "@/lib/http/fetch-json";

/** A refusal in the person's language. */
export function useProblem(): (error: unknown) => string {
  const t = useTranslations("notifications.problem");
  const common = useTranslations("common");
  return (error) => {
    if (!(error instanceof ApiError)) return common("unexpected");
    if (error.status === 0) return common("offline");
    if (error.status === 403) return t("forbidden");
    return error.status === 404 ? t("gone") : common("unexpected");
  };
}

export function useFailed(): (error: unknown) => void {
  const say = useProblem();
  return (error) => {
    const text = say(error);
    // Said in our words, in the person's language.
    notifyFailed(new Error(text), text);
  };
}

"use client";

import { useTranslations } from "next-intl";

const KINDS = [
  "organization",
  "member",
  "invitation",
  "api_key",
  "staff_rate",
  "cost_center",
  "campaign",
  "market",
  "channel",
  "asset_type",
  "motif",
  "review-reason",
  "provider",
  "wallet",
  "price",
  "plan_period",
  "fx_rate",
  "credit_function",
  "job",
  "jobs",
  "asset",
  "pictures",
  "review",
  "import",
  "export",
  "budget",
  "target",
  "view",
  "period",
  "alert_rule",
  "alert",
  "silence",
  "notification_channel",
  "notifications",
  "delivery",
] as const;

const VERBS = [
  "founded",
  "created",
  "added",
  "changed",
  "archived",
  "restored",
  "merged",
  "unmerged",
  "moved",
  "removed",
  "ended",
  "dropped",
  "taken-up",
  "logged",
  "corrected",
  "voided",
  "decided",
  "commented",
  "priced",
  "uploaded",
  "picture-uploaded",
  "picture-removed",
  "confirmed",
  "booked",
  "undone",
  "failed",
  "revoked",
  "accepted",
  "deactivated",
  "reactivated",
  "password_link",
  "exported",
  "set",
  "reversed",
  "frozen",
  "unfrozen",
  "shared",
  "unshared",
  "closed",
  "reopened",
  "paused",
  "resumed",
  "acknowledged",
  "tested",
  "resent",
  "secret_renewed",
] as const;

const FIELDS = [
  "role",
  "costCenterIds",
  "scopes",
  "expiresAt",
  "name",
  "code",
  "currency",
  "timeZone",
  "locale",
  "weekStart",
  "fiscalYearStart",
  "storePrompts",
  "promptRetentionDays",
  "dropAfterRounds",
  "variationsFrom",
  "variationsTo",
  "reviewAfterDraftsFrom",
  "reviewAfterDraftsTo",
  "draftPixels",
  "finalPixels",
  "stepsFrom",
  "stepsTo",
  "upscale",
  "heroUpscale",
  "pictures",
  "pictureHosts",
  "version",
  "mediaType",
  "sizeBytes",
  "firstDay",
  "lastDay",
  "perHour",
  "memberId",
  "byMail",
  "changed",
  "into",
  "reason",
  "amount",
  "rate",
  "jobs",
  "cost",
  "source",
  "provider",
  "wallet",
  "campaign",
  "costCenter",
  "period",
  "unit",
  "type",
  "quantity",
  "day",
  "metric",
  "scope",
  "value",
  "frozen",
  "month",
  "spend",
  "graceDays",
  "closesItself",
  "mail",
  "quietFrom",
  "quietTo",
  "channel",
  "sent",
] as const;

const oneOf = <T extends string>(list: readonly T[], text: string): T | undefined => list.find((one) => one === text);

/** The log's codes in words; a code without words is shown as it is rather than hidden. */
export function useAuditWords() {
  const t = useTranslations("settings.audit");
  const common = useTranslations("common");

  const kind = (code: string) => {
    const known = oneOf(KINDS, code);
    return known ? t(`kind.${known}`) : code;
  };
  /** "member.deactivated" → "Deactivated" */
  const verb = (action: string) => {
    const code = action.slice(action.indexOf(".") + 1);
    const known = oneOf(VERBS, code);
    return known ? t(`verb.${known}`) : code;
  };
  const field = (code: string) => {
    const known = oneOf(FIELDS, code);
    return known ? t(`field.${known}`) : code;
  };
  const value = (given: unknown): string => {
    if (given === null || given === undefined || given === "") return t("nothing");
    if (typeof given === "boolean") return common(given ? "yes" : "no");
    if (Array.isArray(given)) return given.length === 0 ? t("nothing") : given.map(value).join(", ");
    return typeof given === "object" ? JSON.stringify(given) : String(given);
  };

  return {
    verb,
    kind,
    field,
    /** For the filter, where one word says it all. */
    action: (action: string) => `${kind(action.split(".")[0] ?? action)}: ${verb(action)}`,
    /** "viewer → admin" for a change, else the value. */
    detail: (given: unknown): string => {
      const change = changeOf(given);
      return change ? `${value(change.from)} → ${value(change.to)}` : value(given);
    },
  };
}

function changeOf(given: unknown): { from: unknown; to: unknown } | null {
  if (typeof given !== "object" || given === null || !("from" in given) || !("to" in given)) return null;
  return { from: given.from, to: given.to };
}

import type { useTranslations } from "next-intl";
import type { Formatter } from "@/components/common/format";
import type { Notice } from "@/lib/prices/schema";

type Translate = ReturnType<typeof useTranslations<"prices">>;

/** What a write did besides, or left open, in the person's language. */
export function noticeText(t: Translate, format: Formatter, { code, day }: Notice): string {
  return t(`notice.${code}`, { day: format.day(day) });
}

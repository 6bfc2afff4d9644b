import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageMissing } from "@/components/common/page-missing";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("errors");
  return { title: t("notFoundTitle") };
}

export default function NotFound() {
  return (
    <main id="content">
      <PageMissing />
    </main>
  );
}

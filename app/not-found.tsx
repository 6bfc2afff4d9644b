import { Center } from "@mantine/core";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageMissing } from "@/components/common/page-missing";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("errors");
  return { title: t("notFoundTitle") };
}

export default function NotFound() {
  return (
    <Center component="main" id="content" mih="60vh">
      <PageMissing />
    </Center>
  );
}

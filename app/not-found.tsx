import { Anchor, Center } from "@mantine/core";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/components/common/states";

export default async function NotFound() {
  const t = await getTranslations("errors");
  return (
    <Center component="main" id="content" mih="60vh">
      <EmptyState title={t("notFoundTitle")} hint={t("notFoundHint")} action={<Anchor href="/">{t("home")}</Anchor>} />
    </Center>
  );
}

"use client";

import { Text } from "@mantine/core";
import { useTranslations } from "next-intl";
import { BackToSignIn } from "./forgot-form";
import { PublicCard } from "./public-card";

export function SignUpClosed() {
  const t = useTranslations("account.signUp");
  return (
    <PublicCard title={t("closedTitle")}>
      <Text>{t("closed")}</Text>
      <BackToSignIn />
    </PublicCard>
  );
}

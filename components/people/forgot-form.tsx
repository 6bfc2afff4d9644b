"use client";

import { Anchor, Button, Stack, Text, TextInput } from "@mantine/core";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Link } from "@/components/common/link";
import { requestPasswordReset } from "@/lib/auth/queries";
import { Problem, PublicCard } from "./public-card";
import { useChecks, wrongOnes } from "./use-checks";
import { usePlainForm } from "./use-plain-form";

/** @param byMail without mail only an admin can help, and the page says so */
export function ForgotForm({ byMail }: { byMail: boolean }) {
  const t = useTranslations("account");
  const [sentTo, setSentTo] = useState<string | null>(null);
  if (sentTo !== null)
    return (
      <PublicCard title={t("forgot.sentTitle")}>
        <Text role="status">{t("forgot.sent", { email: sentTo })}</Text>
        <BackToSignIn />
      </PublicCard>
    );
  return (
    <PublicCard title={t("forgot.title")} intro={byMail ? t("forgot.intro") : undefined}>
      {byMail ? <AddressForm onSent={setSentTo} /> : <Text>{t("forgot.noMail")}</Text>}
      <BackToSignIn />
    </PublicCard>
  );
}

function AddressForm({ onSent }: { onSent: (email: string) => void }) {
  const t = useTranslations("account");
  const checks = useChecks();
  const { errors, problem, isSending, isReady, formProps } = usePlainForm({
    check: ({ email }) => wrongOnes({ email: checks.email(email) }),
    send: async ({ email = "" }) => {
      await requestPasswordReset(email);
      onSent(email);
    },
  });
  return (
    <form {...formProps}>
      <Stack>
        <Problem text={problem} />
        <TextInput name="email" type="email" label={t("field.email")} autoComplete="username" error={errors.email} />
        <Button type="submit" loading={isSending} disabled={!isReady}>
          {t("forgot.submit")}
        </Button>
      </Stack>
    </form>
  );
}

export function BackToSignIn() {
  const t = useTranslations("account.forgot");
  return (
    <Anchor component={Link} href={"/sign-in" as Route} size="sm">
      {t("back")}
    </Anchor>
  );
}

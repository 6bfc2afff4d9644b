"use client";

import { Anchor, Button, PasswordInput, Stack } from "@mantine/core";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { Link } from "@/components/common/link";
import { resetPassword } from "@/lib/auth/queries";
import { PASSWORD_LENGTH } from "@/lib/auth/schema/people";
import { Problem, PublicCard } from "./public-card";
import { useChecks, wrongOnes } from "./use-checks";
import { usePlainForm } from "./use-plain-form";

export function ResetForm({ token }: { token: string | null }) {
  const t = useTranslations("account");
  const checks = useChecks();
  const { errors, problem, isSending, isReady, formProps } = usePlainForm({
    check: ({ password }) => wrongOnes({ password: checks.newPassword(password) }),
    send: async ({ password = "" }) => {
      await resetPassword({ token: token ?? "", newPassword: password });
      window.location.assign("/sign-in?changed=1");
    },
  });
  const another = (
    <Anchor component={Link} href={"/forgot-password" as Route} size="sm">
      {t("reset.again")}
    </Anchor>
  );
  if (token === null)
    return (
      <PublicCard title={t("reset.title")}>
        <Problem text={t("reset.missing")} />
        {another}
      </PublicCard>
    );
  return (
    <PublicCard title={t("reset.title")} intro={t("reset.intro")}>
      <form {...formProps}>
        <Stack>
          <Problem text={problem} />
          {problem ? another : null}
          <PasswordInput
            name="password"
            label={t("field.newPassword")}
            description={t("field.passwordHint", { min: PASSWORD_LENGTH.min })}
            autoComplete="new-password"
            error={errors.password}
          />
          <Button type="submit" loading={isSending} disabled={!isReady}>
            {t("reset.submit")}
          </Button>
        </Stack>
      </form>
    </PublicCard>
  );
}

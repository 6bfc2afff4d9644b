"use client";

import { Anchor, Button, Group, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { Link } from "@/components/common/link";
import { signIn } from "@/lib/auth/queries";
import { Note, Problem, PublicCard } from "./public-card";
import { useChecks, wrongOnes } from "./use-checks";
import { usePlainForm } from "./use-plain-form";

type Props = {
  /** Where to go afterwards; a path of this site. */
  next: string;
  note: "expired" | "changed" | null;
  /** Signed in, but a member nowhere. */
  withoutAccess: string | null;
  mayFound: boolean;
};

export function SignInForm({ next, note, withoutAccess, mayFound }: Props) {
  const t = useTranslations("account");
  const checks = useChecks();
  const { errors, problem, isSending, isReady, formProps } = usePlainForm({
    check: ({ email, password }) => wrongOnes({ email: checks.email(email), password: checks.needed(password) }),
    send: async ({ email = "", password = "" }) => {
      await signIn({ email, password });
      // A full load: nothing of who was here before stays in memory.
      window.location.assign(next);
    },
  });
  return (
    <PublicCard title={t("signIn.title")}>
      {note ? <Note>{t(`signIn.${note}`)}</Note> : null}
      {withoutAccess ? <Note>{t("signIn.noAccess", { email: withoutAccess })}</Note> : null}
      <form {...formProps}>
        <Stack>
          <Problem text={problem} />
          <TextInput
            name="email"
            type="email"
            label={t("field.email")}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            error={errors.email}
            data-autofocus
          />
          <PasswordInput
            name="password"
            label={t("field.password")}
            autoComplete="current-password"
            error={errors.password}
          />
          <Button type="submit" loading={isSending} disabled={!isReady} fullWidth>
            {t("signIn.submit")}
          </Button>
        </Stack>
      </form>
      <Group justify="space-between" gap="xs">
        <Anchor component={Link} href={"/forgot-password" as Route} size="sm">
          {t("signIn.forgot")}
        </Anchor>
        {mayFound ? (
          <Text size="sm">
            {t("signIn.new")}{" "}
            <Anchor component={Link} href={"/sign-up" as Route} size="sm" underline="always">
              {t("signIn.found")}
            </Anchor>
          </Text>
        ) : null}
      </Group>
    </PublicCard>
  );
}

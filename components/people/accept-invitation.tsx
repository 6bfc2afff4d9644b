"use client";

import { Button, Stack, Text } from "@mantine/core";
import type { Route } from "next";
import { useLocale, useTranslations } from "next-intl";
import { Link } from "@/components/common/link";
import { acceptInvitation, signOut } from "@/lib/auth/queries";
import type { OpenInvitation } from "@/lib/auth/schema/people";
import { NewPersonFields } from "./new-person-fields";
import { Problem, PublicCard } from "./public-card";
import { useChecks, wrongOnes } from "./use-checks";
import { usePlainForm } from "./use-plain-form";

type Props = {
  token: string;
  /** Null: it was used, withdrawn or has expired. */
  invitation: OpenInvitation | null;
  signedInAs: string | null;
  /** A name that the inviting side proposed. */
  name: string;
};

export function AcceptInvitation({ token, invitation, signedInAs, name }: Props) {
  const t = useTranslations("account.invitation");
  const shell = useTranslations("shell");
  if (invitation === null) return <Gone />;
  const { email, hasAccount, organization } = invitation;
  const role = shell(`role.${invitation.role}`);
  const title = t("title", { organization: organization.name });
  if (signedInAs !== null && signedInAs !== email)
    return (
      <PublicCard title={title} intro={t("wrongPerson", { invited: email, email: signedInAs })}>
        <SignOutHere />
      </PublicCard>
    );
  if (signedInAs === null && hasAccount)
    return (
      <PublicCard title={title} intro={t("signInFirst", { email })}>
        <Button component={Link} href={`/sign-in?next=${encodeURIComponent(`/invitation/${token}`)}` as Route}>
          {t("signIn")}
        </Button>
      </PublicCard>
    );
  return (
    <PublicCard title={title} intro={signedInAs ? t("intro", { role }) : t("introNew", { role, email })}>
      <JoinForm token={token} email={email} signedIn={signedInAs !== null} name={name} />
    </PublicCard>
  );
}

function JoinForm({ token, email, signedIn, name }: { token: string; email: string; signedIn: boolean; name: string }) {
  const t = useTranslations("account.invitation");
  const locale = useLocale();
  const checks = useChecks();
  const { errors, problem, isSending, isReady, formProps } = usePlainForm({
    check: (values) =>
      signedIn ? {} : wrongOnes({ name: checks.needed(values.name), password: checks.newPassword(values.password) }),
    send: async ({ name: chosen = "", password = "" }) => {
      await acceptInvitation(signedIn ? { token } : { token, name: chosen, password, locale });
      window.location.assign("/");
    },
  });
  return (
    <form {...formProps}>
      <Stack>
        <Problem text={problem} />
        {signedIn ? null : <NewPersonFields errors={errors} email={email} name={name} />}
        <Button type="submit" loading={isSending} disabled={!isReady}>
          {signedIn ? t("joinAs", { email }) : t("submit")}
        </Button>
      </Stack>
    </form>
  );
}

function SignOutHere() {
  const t = useTranslations("account.invitation");
  const { problem, isSending, isReady, formProps } = usePlainForm({
    check: () => ({}),
    send: async () => {
      await signOut();
      window.location.reload();
    },
  });
  return (
    <form {...formProps}>
      <Stack>
        <Problem text={problem} />
        <Button type="submit" loading={isSending} disabled={!isReady}>
          {t("signOut")}
        </Button>
      </Stack>
    </form>
  );
}

function Gone() {
  const t = useTranslations("account.invitation");
  return (
    <PublicCard title={t("goneTitle")}>
      <Text>{t("gone")}</Text>
      <Button component={Link} href={"/sign-in" as Route} variant="default">
        {t("toSignIn")}
      </Button>
    </PublicCard>
  );
}

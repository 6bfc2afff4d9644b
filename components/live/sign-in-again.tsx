"use client";

import { Anchor, Button, Group, Modal, PasswordInput, Stack, Text } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useMe } from "@/components/common/me-context";
import { Problem } from "@/components/people/public-card";
import { useChecks, wrongOnes } from "@/components/people/use-checks";
import { usePlainForm } from "@/components/people/use-plain-form";
import { signIn, switchOrganization } from "@/lib/auth/queries";
import { line } from "@/lib/http/line";

type Props = { opened: boolean; onClose: () => void };

/**
 * The same person signs in above the page that they were on: nothing on it is lost. Somebody else signs in on the page for
 * it, because what is shown here is not theirs.
 */
export function SignInAgain({ opened, onClose }: Props) {
  const t = useTranslations("account");
  const ts = useTranslations("shell.line");
  const tc = useTranslations("common");
  const checks = useChecks();
  const { email, organization, organizations } = useMe();
  const { errors, problem, isSending, isReady, finish, formProps } = usePlainForm({
    check: ({ password }) => wrongOnes({ password: checks.needed(password) }),
    send: async ({ password = "" }) => {
      await signIn({ email: email ?? "", password });
      // Who belongs to several may begin in another one.
      if (organizations.length > 1) await switchOrganization(organization.id);
      await line.look();
      finish();
    },
  });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={ts("title")}
      closeOnClickOutside={false}
      closeButtonProps={{ "aria-label": tc("close") }}
    >
      <form {...formProps}>
        <Stack>
          <Text size="sm">{ts("kept", { email: email ?? "" })}</Text>
          <Problem text={problem} />
          {/* For password managers: they fill in by this name. */}
          <input type="hidden" name="email" autoComplete="username" value={email ?? ""} />
          <PasswordInput
            name="password"
            label={t("field.password")}
            autoComplete="current-password"
            error={errors.password}
            data-autofocus
          />
          <Group justify="space-between">
            <Anchor href="/sign-in" target="_blank" size="sm">
              {ts("otherWay")}
            </Anchor>
            <Button type="submit" loading={isSending} disabled={!isReady}>
              {t("signIn.submit")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

"use client";

import {
  Anchor,
  Badge,
  Button,
  Card,
  Group,
  PasswordInput,
  Select,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useRef } from "react";
import { z } from "zod";
import { Link } from "@/components/common/link";
import { useMe } from "@/components/common/me-context";
import { notifyDone, notifyFailed } from "@/components/common/notify";
import { PageHeader } from "@/components/common/page-header";
import { useFormat } from "@/components/common/use-format";
import { WishesCard } from "@/components/notifications/wishes-card";
import { rememberChoice } from "@/components/shell/cookies";
import { StartPageCard } from "@/components/views/start-page-card";
import { changeMe, changePassword, switchOrganization } from "@/lib/auth/queries";
import { PASSWORD_LENGTH } from "@/lib/auth/schema/people";
import { LOCALES } from "@/lib/core/locale";
import { Problem } from "./public-card";
import { useChecks, wrongOnes } from "./use-checks";
import { usePlainForm } from "./use-plain-form";

const chosenLocale = z.enum(LOCALES).catch("en");

export function AccountPage({ mayFound }: { mayFound: boolean }) {
  const t = useTranslations("account.account");
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <SimpleGrid cols={{ base: 1, md: 2 }} maw={960}>
        <PersonCard />
        <PasswordCard />
        <WishesCard />
        <StartPageCard />
        <OrganizationsCard mayFound={mayFound} />
      </SimpleGrid>
    </>
  );
}

function PersonCard() {
  const t = useTranslations("account");
  const me = useMe();
  const locale = useLocale();
  const router = useRouter();
  const checks = useChecks();
  const { errors, problem, isSending, isReady, finish, formProps } = usePlainForm({
    check: ({ name }) => wrongOnes({ name: checks.needed(name) }),
    send: async ({ name = "", locale: chosen }) => {
      const next = chosenLocale.parse(chosen);
      await changeMe({ name, locale: next });
      rememberChoice("locale", next);
      finish();
      notifyDone(t("account.saved"));
      router.refresh();
    },
  });
  return (
    <Card>
      <form {...formProps}>
        <Stack>
          <Title order={2}>{t("account.person")}</Title>
          <Problem text={problem} />
          <TextInput
            name="name"
            label={t("field.name")}
            autoComplete="name"
            maxLength={200}
            defaultValue={me.name}
            error={errors.name}
          />
          <TextInput label={t("field.email")} description={t("account.emailHint")} value={me.email ?? ""} readOnly />
          <Select
            name="locale"
            label={t("account.language")}
            description={t("account.languageHint")}
            data={LOCALES.map((value) => ({ value, label: t(`language.${value}`) }))}
            defaultValue={me.locale ?? locale}
            allowDeselect={false}
          />
          <Group>
            <Button type="submit" loading={isSending} disabled={!isReady}>
              {t("account.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}

function PasswordCard() {
  const t = useTranslations("account");
  const me = useMe();
  const checks = useChecks();
  const form = useRef<HTMLFormElement>(null);
  const { errors, problem, isSending, isReady, finish, formProps } = usePlainForm({
    check: ({ currentPassword, newPassword }) =>
      wrongOnes({ currentPassword: checks.needed(currentPassword), newPassword: checks.newPassword(newPassword) }),
    send: async ({ currentPassword = "", newPassword = "" }) => {
      await changePassword({ currentPassword, newPassword });
      finish();
      form.current?.reset();
      notifyDone(t("account.passwordChanged"));
    },
  });
  return (
    <Card>
      <form {...formProps} ref={form}>
        <Stack>
          <Title order={2}>{t("account.password")}</Title>
          <Text size="sm" c="dimmed">
            {t("account.passwordIntro")}
          </Text>
          <Problem text={problem} />
          {/* Tells a password manager whose password this is. */}
          <input type="text" name="username" autoComplete="username" value={me.email ?? ""} readOnly hidden />
          <PasswordInput
            name="currentPassword"
            label={t("field.currentPassword")}
            autoComplete="current-password"
            error={errors.currentPassword}
          />
          <PasswordInput
            name="newPassword"
            label={t("field.newPassword")}
            description={t("field.passwordHint", { min: PASSWORD_LENGTH.min })}
            autoComplete="new-password"
            error={errors.newPassword}
          />
          <Group>
            <Button type="submit" loading={isSending} disabled={!isReady}>
              {t("account.changePassword")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}

function OrganizationsCard({ mayFound }: { mayFound: boolean }) {
  const t = useTranslations("account.account");
  const shell = useTranslations("shell");
  const { organization, organizations, role, limitedTo } = useMe();
  const { list } = useFormat();
  const queryClient = useQueryClient();

  async function go(organizationId: string) {
    try {
      await switchOrganization(organizationId);
      queryClient.clear();
      window.location.assign("/");
    } catch (error) {
      notifyFailed(error, shell("switchFailed"));
    }
  }

  return (
    <Card>
      <Stack>
        <Title order={2}>{t("organizations")}</Title>
        {organizations.map(({ id, name }) => (
          <Group key={id} justify="space-between" wrap="nowrap">
            <Text truncate>{name}</Text>
            {id === organization.id ? (
              <Badge variant="light">{t("current")}</Badge>
            ) : (
              <Button variant="default" size="xs" onClick={() => void go(id)}>
                {t("switch")}
              </Button>
            )}
          </Group>
        ))}
        <Text size="sm" c="dimmed">
          {t("role")}: {shell(`role.${role}`)}
          {limitedTo ? `. ${t("limited", { codes: list(limitedTo) })}` : null}
        </Text>
        {mayFound ? (
          <Anchor component={Link} href={"/sign-up" as Route} size="sm">
            {t("found")}
          </Anchor>
        ) : null}
      </Stack>
    </Card>
  );
}

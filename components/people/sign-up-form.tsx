"use client";

import { Anchor, Button, Fieldset, Select, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import type { Route } from "next";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { z } from "zod";
import { Link } from "@/components/common/link";
import { LOCALES } from "@/lib/core/locale";
import { founded } from "@/lib/founding/schema";
import { sendJson } from "@/lib/http/fetch-json";
import { NewPersonFields } from "./new-person-fields";
import { Problem, PublicCard } from "./public-card";
import { useChecks, wrongOnes } from "./use-checks";
import { usePlainForm, type Values } from "./use-plain-form";
import { CurrencySelect, ZoneSelect } from "./zone-and-currency";

const chosenLocale = z.enum(LOCALES).catch("en");

/** @param signedInAs address of the person who founds with the account they have */
export function SignUpForm({ signedInAs }: { signedInAs: string | null }) {
  const t = useTranslations("account");
  const checks = useChecks();
  const { errors, problem, isSending, isReady, formProps } = usePlainForm({
    check: (values) =>
      wrongOnes({
        organization: checks.needed(values.organization),
        currency: checks.currency(values.currency),
        timeZone: checks.timeZone(values.timeZone),
        ...(signedInAs
          ? {}
          : {
              name: checks.needed(values.name),
              email: checks.email(values.email),
              password: checks.newPassword(values.password),
            }),
      }),
    send: async (values) => {
      await sendJson(founded, "POST", "/api/auth/sign-up", { body: bodyOf(values, signedInAs !== null) });
      window.location.assign("/");
    },
  });
  return (
    <PublicCard title={t("signUp.title")} intro={t("signUp.intro")} width={560}>
      <form {...formProps}>
        <Stack>
          <Problem text={problem} />
          <OrganizationFields errors={errors} />
          {signedInAs ? (
            <Text size="sm">{t("signUp.as", { email: signedInAs })}</Text>
          ) : (
            <Fieldset legend={t("signUp.you")}>
              <Stack>
                <NewPersonFields errors={errors} />
              </Stack>
            </Fieldset>
          )}
          <Button type="submit" loading={isSending} disabled={!isReady}>
            {t("signUp.submit")}
          </Button>
        </Stack>
      </form>
      {signedInAs ? null : (
        <Text size="sm">
          {t("signUp.haveAccount")}{" "}
          <Anchor component={Link} href={"/sign-in" as Route} size="sm" underline="always">
            {t("signUp.signIn")}
          </Anchor>
        </Text>
      )}
    </PublicCard>
  );
}

function bodyOf(values: Values, signedIn: boolean) {
  const { organization, currency, timeZone, locale, name, email, password } = values;
  return {
    organization: { name: organization, currency, timeZone, locale: chosenLocale.parse(locale) },
    ...(signedIn ? {} : { owner: { name, email, password } }),
  };
}

function OrganizationFields({ errors }: { errors: Record<string, string> }) {
  const t = useTranslations("account");
  const locale = useLocale();
  const [timeZone, setTimeZone] = useState<string | null>(null);
  // Only the browser knows where the person is.
  useEffect(() => setTimeZone((before) => before ?? new Intl.DateTimeFormat().resolvedOptions().timeZone), []);
  return (
    <Fieldset legend={t("signUp.organization")}>
      <Stack>
        <TextInput
          name="organization"
          label={t("signUp.name")}
          placeholder={t("signUp.namePlaceholder")}
          autoComplete="organization"
          maxLength={200}
          error={errors.organization}
        />
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <CurrencySelect
            name="currency"
            label={t("signUp.currency")}
            description={t("signUp.currencyHint")}
            commonLabel={t("signUp.common")}
            otherLabel={t("signUp.other")}
            defaultValue="EUR"
            error={errors.currency}
          />
          <ZoneSelect
            name="timeZone"
            label={t("signUp.timeZone")}
            description={t("signUp.timeZoneHint")}
            value={timeZone}
            onChange={setTimeZone}
            error={errors.timeZone}
          />
        </SimpleGrid>
        <Select
          // Whoever changes the language of this page means that of the organization, too.
          key={locale}
          name="locale"
          label={t("signUp.language")}
          description={t("signUp.languageHint")}
          data={LOCALES.map((value) => ({ value, label: t(`language.${value}`) }))}
          defaultValue={locale}
          allowDeselect={false}
        />
      </Stack>
    </Fieldset>
  );
}

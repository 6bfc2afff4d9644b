"use client";

import { PasswordInput, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { PASSWORD_LENGTH } from "@/lib/auth/schema/people";

type Props = {
  errors: Record<string, string>;
  /** Set when it is decided already, by an invitation. */
  email?: string;
  name?: string;
};

/** Name, address and a first password, as password managers expect them. */
export function NewPersonFields({ errors, email, name = "" }: Props) {
  const t = useTranslations("account.field");
  return (
    <>
      <TextInput
        name="name"
        label={t("name")}
        autoComplete="name"
        maxLength={200}
        defaultValue={name}
        error={errors.name}
      />
      <TextInput
        name="email"
        type="email"
        label={t("email")}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        error={errors.email}
        {...(email === undefined ? {} : { defaultValue: email, readOnly: true })}
      />
      <PasswordInput
        name="password"
        label={t("password")}
        description={t("passwordHint", { min: PASSWORD_LENGTH.min })}
        autoComplete="new-password"
        error={errors.password}
      />
    </>
  );
}

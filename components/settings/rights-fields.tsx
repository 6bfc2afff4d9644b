"use client";

import { Select } from "@mantine/core";
import { useTranslations } from "next-intl";
import { ROLES, type Role } from "@/lib/core/actor";
import { CostCenterLimit } from "./cost-center-limit";

export type Rights = { role: Role; costCenters: string[] | null };

const isRole = (text: string | null): text is Role => ROLES.some((role) => role === text);

/** Nothing chosen is no limit that could be saved. */
export const lacksCostCenter = ({ costCenters }: Rights) => costCenters !== null && costCenters.length === 0;

type Props = { value: Rights; onChange: (value: Rights) => void; showErrors: boolean };

/** A role with what it means, and its limit. Admins have none. */
export function RightsFields({ value, onChange, showErrors }: Props) {
  const t = useTranslations("settings.members");
  const shell = useTranslations("shell");
  const isAdmin = value.role === "admin";
  return (
    <>
      <Select
        label={t("role")}
        description={t(`roleHint.${value.role}`)}
        data={ROLES.map((role) => ({ value: role, label: shell(`role.${role}`) }))}
        value={value.role}
        allowDeselect={false}
        onChange={(role) => {
          if (isRole(role)) onChange({ role, costCenters: role === "admin" ? null : value.costCenters });
        }}
      />
      <CostCenterLimit
        label={t("limit")}
        hint={isAdmin ? t("adminUnlimited") : t("limitHint")}
        value={value.costCenters}
        onChange={(costCenters) => onChange({ ...value, costCenters })}
        error={showErrors && lacksCostCenter(value) ? t("limitNeeded") : undefined}
        disabled={isAdmin}
      />
    </>
  );
}

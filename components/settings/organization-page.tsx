"use client";

import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Answered } from "@/components/common/answered";
import { PageHeader } from "@/components/common/page-header";
import { Loading } from "@/components/common/states";
import { organizationQueryOptions } from "@/lib/settings/queries";
import { AdviceForm } from "./advice-form";
import { OrganizationForm } from "./organization-form";
import { StaffRates } from "./staff-rates";

export function OrganizationPage() {
  const t = useTranslations("settings.organization");
  const asked = useQuery(organizationQueryOptions());
  const { data } = asked;
  return (
    <>
      <PageHeader title={t("title")} description={data ? t("description", { name: data.name }) : undefined} />
      <Answered of={asked} loading={<Loading rows={6} />}>
        {(organization) => (
          <Stack maw={760} gap="lg">
            <OrganizationForm organization={organization} />
            <AdviceForm advice={organization.advice} />
            <StaffRates organization={organization} />
          </Stack>
        )}
      </Answered>
    </>
  );
}

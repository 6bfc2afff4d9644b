"use client";

import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { PageHeader } from "@/components/common/page-header";
import { ErrorState, Loading } from "@/components/common/states";
import { organizationQueryOptions } from "@/lib/settings/queries";
import { AdviceForm } from "./advice-form";
import { OrganizationForm } from "./organization-form";
import { StaffRates } from "./staff-rates";

export function OrganizationPage() {
  const t = useTranslations("settings.organization");
  const { data, error, isPending, refetch } = useQuery(organizationQueryOptions());
  return (
    <>
      <PageHeader title={t("title")} description={data ? t("description", { name: data.name }) : undefined} />
      {isPending ? <Loading rows={6} /> : null}
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data ? (
        <Stack maw={760} gap="lg">
          <OrganizationForm organization={data} />
          <AdviceForm advice={data.advice} />
          <StaffRates organization={data} />
        </Stack>
      ) : null}
    </>
  );
}

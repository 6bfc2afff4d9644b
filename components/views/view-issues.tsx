"use client";

import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useDimensionName } from "@/components/kpi/use-value-name";
import { hrefOfView } from "@/lib/views/rules";
import { ISSUES } from "@/lib/views/rules/pages";
import type { View, ViewIssue } from "@/lib/views/schema";
import { usePageParams } from "./use-page-params";
import { useViewActions } from "./use-views";

const DIMENSIONS = ["costCenter", "campaign", "market", "channel", "provider", "wallet", "model", "motif"] as const;
const MORE = ["assetType", "createdBy", "source", "kind", "stage"] as const;
const isDimension = (text: string) => [...DIMENSIONS, ...MORE].find((one) => one === text);

/** "Campaign SPRING26", or the bare name of what the product does not read any more. */
function useIssueName(): (issue: ViewIssue) => string {
  const dimensionName = useDimensionName();
  return ({ param, value, name }) => {
    const dimension = isDimension(param);
    return [dimension ? dimensionName(dimension) : param, name ?? value].filter(Boolean).join(" ");
  };
}

/** Of an opened view, what is not as it was when it was saved. */
export function ViewIssues({ view, onClose }: { view: View; onClose: () => void }) {
  const t = useTranslations("views");
  const tc = useTranslations("common");
  const nameOf = useIssueName();
  const router = useRouter();
  const { params } = usePageParams(view.page);
  const { change } = useViewActions();
  const archived = view.issues.filter(({ code }) => code === "ARCHIVED");
  const isOld = (param: string, value: string) =>
    archived.some((issue) => issue.param === param && issue.value === value);
  const rest = Object.fromEntries(
    Object.entries(params).map(([name, values]) => [name, values.filter((value) => !isOld(name, value))]),
  );
  const lost = view.issues.length > archived.length;
  return (
    <Alert
      color="gray"
      variant="light"
      mb="md"
      icon={<IconInfoCircle aria-hidden />}
      title={t("issues.title", { name: view.name })}
      withCloseButton
      closeButtonLabel={tc("close")}
      onClose={onClose}
      role="status"
    >
      <Stack gap="xs">
        {ISSUES.map((code) => {
          const names = view.issues.filter((issue) => issue.code === code).map(nameOf);
          return names.length > 0 ? (
            <Text key={code} size="sm">
              {t(`issues.${code}`, { names: names.join(", "), count: names.length })}
            </Text>
          ) : null;
        })}
        <Group gap="xs">
          {archived.length > 0 ? (
            <Button
              size="xs"
              variant="default"
              onClick={() => router.replace(hrefOfView(view, rest) as Route, { scroll: false })}
            >
              {t("issues.without", { count: archived.length })}
            </Button>
          ) : null}
          {lost && view.changeable ? (
            <Button
              size="xs"
              variant="default"
              onClick={() =>
                change(
                  { id: view.id, params: Object.fromEntries(Object.entries(params).map(([k, v]) => [k, [...v]])) },
                  t("overwritten", { name: view.name }),
                )
              }
            >
              {t("issues.keep")}
            </Button>
          ) : null}
        </Group>
      </Stack>
    </Alert>
  );
}

"use client";

import { Button, Group } from "@mantine/core";
import { IconFileImport, IconPlus } from "@tabler/icons-react";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { Link } from "@/components/common/link";
import { useCan } from "@/components/common/me-context";
import { PageHeader } from "@/components/common/page-header";
import { EmptyState } from "@/components/common/states";
import { FirstSteps } from "@/components/prices/first-steps";
import classes from "./panels.module.css";

/** The overview of an organization without any job: what makes the first figure. */
export function Welcome() {
  const t = useTranslations("overview");
  const mayLog = useCan("jobs:log");
  const mayPrice = useCan("prices:write");
  return (
    <>
      <PageHeader title={t("welcomeTitle")} description={t("welcomeHint")} />
      {/* Their last step is the first job. */}
      {mayPrice ? (
        <FirstSteps />
      ) : (
        <section className={classes.panel} aria-label={t("firstJobTitle")}>
          <EmptyState
            title={t("firstJobTitle")}
            hint={t(mayLog ? "firstJobHint" : "nothingYet")}
            action={
              mayLog ? (
                <Group gap="sm" justify="center">
                  <Button component={Link} href={"/jobs/new" as Route} leftSection={<IconPlus size={16} aria-hidden />}>
                    {t("logFirst")}
                  </Button>
                  <Button
                    component={Link}
                    href={"/imports" as Route}
                    variant="default"
                    leftSection={<IconFileImport size={16} aria-hidden />}
                  >
                    {t("import")}
                  </Button>
                </Group>
              ) : null
            }
          />
        </section>
      )}
    </>
  );
}

"use client";

import { Alert, Anchor, Button, Group, List, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { NotRenewed, NotYet } from "@/components/common/answered";
import { Link } from "@/components/common/link";
import { useCan } from "@/components/common/me-context";
import { notifyDone, notifyFailed } from "@/components/common/notify";
import { useFormat } from "@/components/common/use-format";
import { jobsKey, priceUnpriced, unpricedQuery } from "@/lib/jobs/queries";
import styles from "./prices.module.css";
import { usePriceProblem } from "./use-price-problem";

/** Jobs without a price: how many, why, and what they would cost now. Nothing is shown when every job has one. */
export function UnpricedPanel() {
  const t = useTranslations("prices.unpriced");
  const format = useFormat();
  const mayWrite = useCan("prices:write");
  const asked = useQuery(unpricedQuery());
  const { data } = asked;
  const { busy, price } = usePricing();

  if (!data) return <NotYet of={asked} />;
  if (data.jobs === 0) return null;
  return (
    <Alert className={styles.notice} icon={<IconAlertTriangle aria-hidden />} color="yellow" variant="light">
      <Stack gap="xs">
        <Text fw={600}>{t("title", { count: data.jobs })}</Text>
        <NotRenewed of={asked} />
        {data.priceable > 0 ? (
          <Group gap="sm">
            <Text size="sm">
              {t("priceable", { count: data.priceable, cost: format.money(data.cost, { currency: data.currency }) })}
            </Text>
            {mayWrite ? (
              <Button size="xs" loading={busy} onClick={() => void price()}>
                {t("priceThem")}
              </Button>
            ) : null}
          </Group>
        ) : null}
        {data.stillUnpriced.length > 0 ? (
          <List size="sm" spacing={2}>
            {data.stillUnpriced.map(({ reason, jobs }) => (
              <List.Item key={reason}>{t(`reason.${reason}`, { count: jobs })}</List.Item>
            ))}
          </List>
        ) : null}
        <Anchor component={Link} href="/jobs?unpriced=true" size="sm">
          {t("show")}
        </Anchor>
      </Stack>
    </Alert>
  );
}

function usePricing() {
  const t = useTranslations("prices.unpriced");
  const format = useFormat();
  const client = useQueryClient();
  const { say } = usePriceProblem();
  const [busy, setBusy] = useState(false);
  const price = async () => {
    setBusy(true);
    try {
      const { priced, cost, currency } = await priceUnpriced();
      notifyDone(t("done", { count: priced, cost: format.money(cost, { currency }) }));
      await Promise.all([
        client.invalidateQueries({ queryKey: jobsKey }),
        client.invalidateQueries({ queryKey: ["kpi"] }),
        client.invalidateQueries({ queryKey: ["prices"] }),
      ]);
    } catch (error) {
      notifyFailed(null, say(error));
    } finally {
      setBusy(false);
    }
  };
  return { busy, price };
}

"use client";

import "@/components/common/calendar-language";
import { ActionIcon, Button, Card, Group, Stack, Table, Text, TextInput, Title } from "@mantine/core";
import { DateInput } from "@mantine/dates";
import { IconTrash } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { AmountInput } from "@/components/common/amount-input";
import { confirm } from "@/components/common/confirm";
import { notifyDone } from "@/components/common/notify";
import { useFormat } from "@/components/common/use-format";
import { Problem } from "@/components/people/public-card";
import { rateText } from "@/lib/core/schema";
import { addStaffRate, removeStaffRate, settingsKey } from "@/lib/settings/queries";
import type { Organization, StaffRate } from "@/lib/settings/schema";
import { useFail } from "./member-menu";
import { useSettingsProblem } from "./use-settings-problem";

export function StaffRates({ organization }: { organization: Organization }) {
  const t = useTranslations("settings.organization");
  return (
    <Card>
      <Stack>
        <Title order={2}>{t("staff")}</Title>
        <Text size="sm" c="dimmed">
          {t("staffIntro")}
        </Text>
        {organization.staffRates.length === 0 ? (
          <Text size="sm">{t("staffEmpty")}</Text>
        ) : (
          <Rates rates={organization.staffRates} currency={organization.currency} />
        )}
        <RateForm currency={organization.currency} />
      </Stack>
    </Card>
  );
}

function Rates({ rates, currency }: { rates: readonly StaffRate[]; currency: string }) {
  const t = useTranslations("settings.organization");
  const { day, money } = useFormat();
  return (
    <Table aria-label={t("staff")}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t("firstDay")}</Table.Th>
          <Table.Th scope="col" ta="right">
            {t("perHour", { currency })}
          </Table.Th>
          <Table.Th scope="col">{t("note")}</Table.Th>
          <Table.Td />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rates.map((rate) => (
          <Table.Tr key={rate.id}>
            <Table.Td>{day(rate.firstDay)}</Table.Td>
            <Table.Td ta="right">{money(rate.perHour, { full: true })}</Table.Td>
            <Table.Td>{rate.note}</Table.Td>
            <Table.Td ta="right">
              <RemoveRate rate={rate} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function RemoveRate({ rate: { id, firstDay } }: { rate: StaffRate }) {
  const t = useTranslations("settings.organization");
  const { day } = useFormat();
  const fail = useFail();
  const queryClient = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: () => removeStaffRate(id),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: settingsKey }),
    onError: fail,
  });

  async function ask() {
    const question = { title: t("removeRateTitle"), body: t("removeRateBody"), confirmLabel: t("remove") };
    if (await confirm({ ...question, danger: true })) mutate();
  }

  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      loading={isPending}
      aria-label={t("removeRate", { day: day(firstDay) })}
      onClick={() => void ask()}
    >
      <IconTrash size={18} aria-hidden />
    </ActionIcon>
  );
}

const EMPTY: { firstDay: string | null; perHour: string; note: string } = { firstDay: null, perHour: "", note: "" };

function RateForm({ currency }: { currency: string }) {
  const t = useTranslations("settings.organization");
  const { day, quantity } = useFormat();
  const { say } = useSettingsProblem();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState(EMPTY);
  const [showErrors, setShowErrors] = useState(false);
  const { mutate, error, isPending } = useMutation({
    mutationFn: addStaffRate,
    onSuccess: async (rate) => {
      await queryClient.invalidateQueries({ queryKey: settingsKey });
      notifyDone(t("rateAdded", { day: day(rate.firstDay) }));
      setDraft(EMPTY);
      setShowErrors(false);
    },
  });
  const isAmount = rateText.safeParse(draft.perHour).success;

  function submit(event: FormEvent) {
    event.preventDefault();
    setShowErrors(true);
    const { firstDay, perHour, note } = draft;
    if (firstDay !== null && isAmount) mutate({ firstDay, perHour, ...(note.trim() ? { note } : {}) });
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <Problem text={error ? say(error) : null} />
        <Group align="flex-start" grow preventGrowOverflow={false} wrap="wrap">
          <DateInput
            label={t("firstDay")}
            value={draft.firstDay}
            onChange={(firstDay) => setDraft((before) => ({ ...before, firstDay }))}
            error={showErrors && draft.firstDay === null ? t("needed") : undefined}
            miw={160}
          />
          <AmountInput
            label={t("perHour", { currency })}
            value={draft.perHour}
            onChange={(perHour) => setDraft((before) => ({ ...before, perHour }))}
            error={showErrors && !isAmount ? t("positive", { example: quantity("62.5") }) : undefined}
            miw={140}
          />
          <TextInput
            label={t("note")}
            value={draft.note}
            maxLength={500}
            onChange={({ currentTarget: { value: note } }) => setDraft((before) => ({ ...before, note }))}
            miw={160}
          />
        </Group>
        <Group>
          <Button type="submit" variant="default" loading={isPending}>
            {t("addRate")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

"use client";

import {
  Button,
  Card,
  Group,
  NumberInput,
  Select,
  SimpleGrid,
  Stack,
  Switch,
  TagsInput,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { z } from "zod";
import { confirm } from "@/components/common/confirm";
import { notifyDone } from "@/components/common/notify";
import { useFormat } from "@/components/common/use-format";
import { Problem } from "@/components/people/public-card";
import { CurrencySelect, ZoneSelect } from "@/components/people/zone-and-currency";
import { LOCALES } from "@/lib/core/locale";
import { changeOrganization } from "@/lib/settings/queries";
import { pictureHost } from "@/lib/settings/rules";
import type { Organization } from "@/lib/settings/schema";
import { useSettingsProblem } from "./use-settings-problem";

type Draft = Pick<
  Organization,
  | "name"
  | "currency"
  | "timeZone"
  | "locale"
  | "weekStart"
  | "fiscalYearStart"
  | "storePrompts"
  | "promptRetentionDays"
  | "pictureHosts"
>;
type PartProps = { draft: Draft; onChange: (part: Partial<Draft>) => void };

const WEEK_STARTS = [1, 0, 6] as const;
const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);
const chosenLocale = z.enum(LOCALES);

function draftOf(organization: Organization): Draft {
  const { name, currency, timeZone, locale, weekStart, fiscalYearStart } = organization;
  const { storePrompts, promptRetentionDays, pictureHosts } = organization;
  const calendar = { timeZone, weekStart, fiscalYearStart };
  return { name, currency, locale, ...calendar, storePrompts, promptRetentionDays, pictureHosts };
}

export function OrganizationForm({ organization }: { organization: Organization }) {
  const t = useTranslations("settings");
  const { say } = useSettingsProblem();
  const router = useRouter();
  const queryClient = useQueryClient();
  const saved = draftOf(organization);
  const [draft, setDraft] = useState(saved);
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const isChanged = JSON.stringify(draft) !== JSON.stringify(saved);
  const { mutate, error, isPending } = useMutation({
    mutationFn: changeOrganization,
    onSuccess: async (now) => {
      setDraft(draftOf(now));
      notifyDone(t("saved"));
      // Zone and week cut every figure; the frame shows the name.
      await queryClient.invalidateQueries();
      router.refresh();
    },
  });

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (draft.name.trim() === "") return;
    const zone = { zone: draft.timeZone.replaceAll("_", " ") };
    const question = {
      title: t("organization.zoneTitle"),
      body: t("organization.zoneBody", zone),
      confirmLabel: t("organization.zoneConfirm"),
    };
    if (draft.timeZone === saved.timeZone || (await confirm(question))) mutate(draft);
  }

  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="lg">
        <General draft={draft} onChange={change} fixedBy={organization.currencyFixedBy} />
        <Calendar draft={draft} onChange={change} />
        <Prompts draft={draft} onChange={change} />
        <Pictures draft={draft} onChange={change} />
        <Problem text={error ? say(error) : null} />
        <Group>
          <Button type="submit" loading={isPending} disabled={!isChanged}>
            {t("organization.save")}
          </Button>
          {isChanged ? (
            <Text size="sm" c="dimmed">
              {t("organization.unsaved")}
            </Text>
          ) : null}
        </Group>
      </Stack>
    </form>
  );
}

function General({ draft, onChange, fixedBy }: PartProps & { fixedBy: Organization["currencyFixedBy"] }) {
  const t = useTranslations("settings.organization");
  const account = useTranslations("account");
  return (
    <Card>
      <Stack>
        <Title order={2}>{t("general")}</Title>
        <TextInput
          label={t("name")}
          value={draft.name}
          maxLength={200}
          onChange={({ currentTarget }) => onChange({ name: currentTarget.value })}
          error={draft.name.trim() === "" ? t("needed") : undefined}
        />
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <CurrencySelect
            label={t("currency")}
            description={fixedBy ? t(`fixedBy.${fixedBy}`) : t("currencyOpen")}
            commonLabel={account("signUp.common")}
            otherLabel={account("signUp.other")}
            value={draft.currency}
            disabled={fixedBy !== null}
            onChange={(currency) => onChange({ currency: currency ?? draft.currency })}
          />
          <Select
            label={t("locale")}
            description={t("localeHint")}
            data={LOCALES.map((value) => ({ value, label: account(`language.${value}`) }))}
            value={draft.locale}
            allowDeselect={false}
            onChange={(value) => onChange({ locale: chosenLocale.catch(draft.locale).parse(value) })}
          />
        </SimpleGrid>
      </Stack>
    </Card>
  );
}

function Calendar({ draft, onChange }: PartProps) {
  const t = useTranslations("settings.organization");
  const { month } = useFormat();
  // The name of the month alone, in the person's language.
  const monthName = (number: number) =>
    month(`2001-${String(number).padStart(2, "0")}-01`)
      .replace("2001", "")
      .trim();
  return (
    <Card>
      <Stack>
        <Title order={2}>{t("calendar")}</Title>
        <ZoneSelect
          label={t("timeZone")}
          description={t("timeZoneHint")}
          value={draft.timeZone}
          onChange={(timeZone) => onChange({ timeZone: timeZone ?? draft.timeZone })}
        />
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <Select
            label={t("weekStart")}
            data={WEEK_STARTS.map((day) => ({ value: String(day), label: t(`day.${day}`) }))}
            value={String(draft.weekStart)}
            allowDeselect={false}
            onChange={(day) => onChange({ weekStart: Number(day ?? draft.weekStart) })}
          />
          <Select
            label={t("fiscalYearStart")}
            data={MONTHS.map((number) => ({ value: String(number), label: monthName(number) }))}
            value={String(draft.fiscalYearStart)}
            allowDeselect={false}
            onChange={(number) => onChange({ fiscalYearStart: Number(number ?? draft.fiscalYearStart) })}
          />
        </SimpleGrid>
      </Stack>
    </Card>
  );
}

function Prompts({ draft, onChange }: PartProps) {
  const t = useTranslations("settings.organization");
  return (
    <Card>
      <Stack>
        <Title order={2}>{t("prompts")}</Title>
        <Switch
          label={t("storePrompts")}
          description={t("storePromptsHint")}
          checked={draft.storePrompts}
          onChange={({ currentTarget }) => onChange({ storePrompts: currentTarget.checked })}
        />
        <NumberInput
          label={t("retention")}
          description={t("retentionHint")}
          value={draft.promptRetentionDays ?? ""}
          min={1}
          max={3650}
          clampBehavior="strict"
          allowDecimal={false}
          maw={260}
          disabled={!draft.storePrompts}
          onChange={(days) => onChange({ promptRetentionDays: typeof days === "number" ? days : null })}
        />
      </Stack>
    </Card>
  );
}

/** What people paste is often a whole address. */
const hostIn = (text: string) => (URL.parse(text.trim())?.hostname || text).trim().toLowerCase();

function Pictures({ draft, onChange }: PartProps) {
  const t = useTranslations("settings.organization");
  const wrong = draft.pictureHosts.find((host) => !pictureHost.safeParse(host).success);
  return (
    <Card>
      <Stack>
        <Title order={2}>{t("pictures")}</Title>
        <TagsInput
          label={t("pictureHosts")}
          description={t("pictureHostsHint")}
          placeholder={t("pictureHostsExample")}
          value={draft.pictureHosts}
          maxTags={100}
          splitChars={[",", " "]}
          acceptValueOnBlur
          clearButtonProps={{ "aria-label": t("pictureHostsClear") }}
          onChange={(hosts) => onChange({ pictureHosts: [...new Set(hosts.map(hostIn))] })}
          error={wrong === undefined ? undefined : t("pictureHostWrong", { host: wrong })}
        />
      </Stack>
    </Card>
  );
}

"use client";

import "@/components/common/calendar-language";
import { Button, Checkbox, Group, Modal, Radio, Select, Stack, Text, TextInput } from "@mantine/core";
import { DateInput } from "@mantine/dates";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTimeZone, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Problem } from "@/components/people/public-card";
import { createApiKey, peopleKey } from "@/lib/auth/queries";
import { permissionsOf } from "@/lib/auth/rules";
import { ROLES, type Role } from "@/lib/core/actor";
import { CostCenterLimit } from "./cost-center-limit";
import { endOfDay } from "./end-of-day";
import { CopyLine, showOnce } from "./shown-once";
import { useSettingsProblem } from "./use-settings-problem";

type Draft = {
  name: string;
  role: Role;
  scopes: string[] | null;
  costCenters: string[] | null;
  lastDay: string | null;
};
const EMPTY: Draft = { name: "", role: "logger", scopes: null, costCenters: null, lastDay: null };

const isRole = (text: string | null): text is Role => ROLES.some((role) => role === text);

export function ApiKeyModal({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const t = useTranslations("settings.keys");
  const common = useTranslations("common");
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("create")}
      size="lg"
      closeButtonProps={{ "aria-label": common("close") }}
    >
      <ApiKeyForm onClose={onClose} />
    </Modal>
  );
}

function ApiKeyForm({ onClose }: { onClose: () => void }) {
  const t = useTranslations("settings");
  const timeZone = useTimeZone() ?? "UTC";
  const { say } = useSettingsProblem();
  const [draft, setDraft] = useState(EMPTY);
  const [showErrors, setShowErrors] = useState(false);
  const { mutate, error, isPending } = useCreate(onClose);
  const expiresAt = draft.lastDay === null ? null : endOfDay(draft.lastDay, timeZone);
  const wrong = useDraftErrors(draft, expiresAt);
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));

  function submit(event: FormEvent) {
    event.preventDefault();
    setShowErrors(true);
    const { lastDay: _, ...fields } = draft;
    if (Object.keys(wrong).length === 0) mutate({ ...fields, expiresAt });
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Problem text={error ? say(error) : null} />
        <TextInput
          label={t("keys.name")}
          description={t("keys.nameHint")}
          value={draft.name}
          maxLength={200}
          onChange={({ currentTarget }) => change({ name: currentTarget.value })}
          error={showErrors ? wrong.name : undefined}
          data-autofocus
        />
        <RoleAndScopes draft={draft} onChange={change} error={showErrors ? wrong.scopes : undefined} />
        <CostCenterLimit
          label={t("keys.limitSwitch")}
          hint={draft.role === "admin" ? t("members.adminUnlimited") : t("keys.limitHint")}
          value={draft.costCenters}
          onChange={(costCenters) => change({ costCenters })}
          error={showErrors ? wrong.costCenters : undefined}
          disabled={draft.role === "admin"}
        />
        <DateInput
          label={t("keys.expires")}
          description={t("keys.expiresHint")}
          value={draft.lastDay}
          onChange={(lastDay) => change({ lastDay })}
          error={showErrors ? wrong.lastDay : undefined}
          clearable
        />
        <Group justify="flex-end">
          <Button type="submit" loading={isPending}>
            {t("keys.submit")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function useDraftErrors({ name, scopes, costCenters }: Draft, expiresAt: string | null) {
  const t = useTranslations("settings");
  return {
    ...(name.trim() === "" ? { name: t("keys.nameNeeded") } : {}),
    ...(scopes?.length === 0 ? { scopes: t("keys.scopesNeeded") } : {}),
    ...(costCenters?.length === 0 ? { costCenters: t("members.limitNeeded") } : {}),
    ...(expiresAt !== null && new Date(expiresAt) <= new Date() ? { lastDay: t("keys.past") } : {}),
  } as { name?: string; scopes?: string; costCenters?: string; lastDay?: string };
}

function useCreate(onClose: () => void) {
  const t = useTranslations("settings.keys");
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: createApiKey,
    onSuccess: async ({ key }) => {
      await queryClient.invalidateQueries({ queryKey: peopleKey });
      onClose();
      showOnce({
        title: t("createdTitle"),
        body: t("createdBody"),
        secret: key,
        doneLabel: t("done"),
        more: (
          <Stack gap={4}>
            <Text size="sm">{t("example")}</Text>
            <CopyLine text={`curl -H "Authorization: Bearer ${key}" ${window.location.origin}/api/v1/me`} />
          </Stack>
        ),
      });
    },
  });
}

type ScopeProps = { draft: Draft; onChange: (part: Partial<Draft>) => void; error: string | undefined };

function RoleAndScopes({ draft: { role, scopes, costCenters }, onChange, error }: ScopeProps) {
  const t = useTranslations("settings");
  const shell = useTranslations("shell");
  const granted = permissionsOf(role);
  return (
    <>
      <Select
        label={t("keys.role")}
        description={t(`members.roleHint.${role}`)}
        data={ROLES.map((value) => ({ value, label: shell(`role.${value}`) }))}
        value={role}
        allowDeselect={false}
        onChange={(next) => {
          if (!isRole(next)) return;
          const kept = scopes?.filter((scope) => permissionsOf(next).some((permission) => permission === scope));
          onChange({ role: next, scopes: kept ?? null, costCenters: next === "admin" ? null : costCenters });
        }}
      />
      <Radio.Group
        label={t("keys.scopes")}
        value={scopes === null ? "all" : "some"}
        onChange={(choice) => onChange({ scopes: choice === "all" ? null : [...granted] })}
      >
        <Stack gap="xs" mt={4}>
          <Radio value="all" label={t("keys.scopesAll")} />
          <Radio value="some" label={t("keys.scopesSome")} />
        </Stack>
      </Radio.Group>
      {scopes === null ? null : (
        <Checkbox.Group
          aria-label={t("keys.scopes")}
          value={scopes}
          onChange={(next) => onChange({ scopes: next })}
          error={error}
        >
          <Stack gap="xs" pl="lg">
            {granted.map((permission) => (
              <Checkbox key={permission} value={permission} label={t(`permission.${permission}`)} />
            ))}
          </Stack>
        </Checkbox.Group>
      )}
    </>
  );
}

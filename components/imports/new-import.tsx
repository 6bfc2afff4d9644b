"use client";

import { Button, Group, Progress, Radio, Stack, Text } from "@mantine/core";
import { Dropzone } from "@mantine/dropzone";
import { IconFileSpreadsheet } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { useCan } from "@/components/common/me-context";
import { notifyFailed } from "@/components/common/notify";
import { PageHeader } from "@/components/common/page-header";
import { EmptyState } from "@/components/common/states";
import { uploadFile } from "@/lib/intake/queries";
import { IMPORT_KINDS, type ImportKind } from "@/lib/intake/schema";

/** How far an upload is, and how to start and stop it. */
function useUpload(kind: ImportKind) {
  const t = useTranslations("imports");
  const router = useRouter();
  const [sending, setSending] = useState<{ name: string; part: number } | null>(null);
  const stopper = useRef<AbortController | null>(null);

  async function send(file: File): Promise<void> {
    stopper.current = new AbortController();
    setSending({ name: file.name, part: 0 });
    try {
      const onProgress = (part: number) => setSending({ name: file.name, part });
      const { id } = await uploadFile(file, { kind, onProgress, signal: stopper.current.signal });
      router.push(`/imports/${id}`);
    } catch (error) {
      setSending(null);
      if (!(error instanceof DOMException && error.name === "AbortError")) notifyFailed(error, t("uploadFailed"));
    }
  }
  return { sending, send, stop: () => stopper.current?.abort() };
}

function useMayImport(): Record<ImportKind, boolean> {
  return { jobs: useCan("jobs:log"), reviews: useCan("reviews:decide"), campaigns: useCan("lists:write") };
}

function Kinds({
  value,
  onChange,
  locked,
}: {
  value: ImportKind;
  onChange: (kind: ImportKind) => void;
  locked: boolean;
}) {
  const t = useTranslations("imports");
  const may = useMayImport();
  return (
    <Radio.Group label={t("kindLabel")} value={value} onChange={(kind) => onChange(kind as ImportKind)}>
      <Stack gap="xs" mt="xs">
        {IMPORT_KINDS.map((kind) => (
          <Radio
            key={kind}
            value={kind}
            label={t(`kind.${kind}`)}
            description={may[kind] ? t(`kindHint.${kind}`) : t("kindForbidden")}
            disabled={locked || !may[kind]}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}

export function NewImport() {
  const t = useTranslations("imports");
  const may = useMayImport();
  const first = IMPORT_KINDS.find((one) => may[one]);
  const [kind, setKind] = useState<ImportKind>(first ?? "jobs");
  const { sending, send, stop } = useUpload(kind);
  if (!first) return <EmptyState title={t("newTitle")} hint={t("kindNone")} />;
  return (
    <>
      <PageHeader title={t("newTitle")} description={t("newHint")} />
      <Stack maw={720} gap="lg">
        <Kinds value={kind} onChange={setKind} locked={sending !== null} />
        {sending ? (
          <Stack gap="xs" role="status">
            <Text size="sm">{t("uploading", { percent: sending.part, file: sending.name })}</Text>
            <Progress value={sending.part * 100} aria-label={sending.name} />
            <Group>
              <Button variant="default" size="xs" onClick={stop}>
                {t("cancelUpload")}
              </Button>
            </Group>
          </Stack>
        ) : (
          <Dropzone
            onDrop={([file]) => (file ? void send(file) : undefined)}
            multiple={false}
            p="xl"
            inputProps={{ "aria-label": t("drop") }}
          >
            <Stack align="center" gap="xs" py="lg" ta="center">
              <IconFileSpreadsheet size={40} stroke={1.4} aria-hidden />
              <Text fw={500}>{t("drop")}</Text>
              <Text size="sm" c="dimmed">
                {t("dropHint")}
              </Text>
            </Stack>
          </Dropzone>
        )}
      </Stack>
    </>
  );
}

"use client";

import { Alert, Anchor, Button, Progress, Stack, Stepper, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Answered } from "@/components/common/answered";
import { confirm } from "@/components/common/confirm";
import { Link } from "@/components/common/link";
import { PageHeader } from "@/components/common/page-header";
import { Loading } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import { cancelImport, importQuery } from "@/lib/intake/queries";
import type { ImportDetail, ImportState } from "@/lib/intake/schema";
import { ColumnsStep } from "./columns-step";
import { DecisionsStep } from "./decisions-step";
import { PreviewStep } from "./preview-step";
import { ResultStep } from "./result-step";
import { useStep } from "./use-import";

const STEPS = ["columns", "decisions", "preview", "result"] as const;
type Step = (typeof STEPS)[number];

/** Where the server stands decides; only between columns and decisions may the person walk freely. */
function stepOf(state: ImportState, chosen: Step | null): Step {
  if (state === "analysed") return chosen === "decisions" ? "decisions" : "columns";
  if (state === "previewed") return chosen ?? "preview";
  if (state === "previewing") return "preview";
  return state === "uploaded" || state === "uploading" ? "columns" : "result";
}

function Working({ title, hint, detail }: { title: string; hint: string; detail: ImportDetail }) {
  const t = useTranslations("imports");
  const format = useFormat();
  const { read, total } = detail.rows;
  const counts = detail.state === "booking" || detail.state === "previewing";
  return (
    <Stack role="status" aria-live="polite">
      <div>
        <Title order={2}>{title}</Title>
        <Text size="sm" c="dimmed">
          {hint}
        </Text>
      </div>
      <Progress
        value={counts && total > 0 ? (read / total) * 100 : 100}
        animated={!counts || total === 0}
        aria-label={title}
      />
      {counts && total > 0 ? (
        <Text size="sm">{t("progress", { read: format.count(read), total: format.count(total) })}</Text>
      ) : null}
    </Stack>
  );
}

/** What the worker is doing right now, or null when it is a person's turn. */
function useWork({ state, rows }: ImportDetail): { title: string; hint: string } | null {
  const t = useTranslations("imports");
  const format = useFormat();
  const shown = { read: format.count(rows.read), total: format.count(rows.total) };
  if (state === "uploaded" || state === "uploading") return { title: t("reading"), hint: t("readingHint") };
  if (state === "previewing") return { title: t("previewing", shown), hint: t("previewHint") };
  if (state === "booking") return { title: t("bookingTitle"), hint: t("bookingHint") };
  return state === "undoing" ? { title: t("undoingTitle"), hint: t("readingHint") } : null;
}

type WizardProps = { detail: ImportDetail; step: Step; onStep: (step: Step | null) => void };

function CurrentStep({ detail, step, onStep }: WizardProps) {
  const work = useWork(detail);
  if (work) return <Working {...work} detail={detail} />;
  if (step === "columns") return <ColumnsStep detail={detail} onNext={() => onStep("decisions")} />;
  if (step === "decisions")
    return <DecisionsStep detail={detail} onBack={() => onStep("columns")} onNext={() => onStep(null)} />;
  return step === "preview" ? (
    <PreviewStep detail={detail} onBack={() => onStep("decisions")} />
  ) : (
    <ResultStep detail={detail} />
  );
}

const DELIMITERS: Record<string, "semicolon" | "comma" | "tab"> = { ";": "semicolon", ",": "comma", "\t": "tab" };

function useDescription({ kind, rows, file }: ImportDetail): string {
  const t = useTranslations("imports");
  if (!file) return t(`kind.${kind}`);
  const known = DELIMITERS[file.delimiter];
  const delimiter = known ? t(`delimiter.${known}`) : t("delimiter.other", { sign: file.delimiter });
  return t("wizardHint", {
    kind: t(`kind.${kind}`),
    rows: rows.total,
    encoding: file.encoding.toUpperCase(),
    delimiter,
  });
}

function FileNotes({ detail: { file, state } }: { detail: ImportDetail }) {
  const t = useTranslations("imports");
  if (!file || (state !== "analysed" && state !== "previewed")) return null;
  return (
    <>
      {file.encoding === "windows-1252" ? (
        <Alert color="yellow" variant="light">
          {t("windows")}
        </Alert>
      ) : null}
      {file.remembered ? (
        <Alert color="blue" variant="light">
          {t("remembered")}
        </Alert>
      ) : null}
    </>
  );
}

function CancelButton({ id }: { id: string }) {
  const t = useTranslations("imports");
  const cancel = useStep(() => cancelImport(id));
  async function ask() {
    const question = { title: t("cancelTitle"), body: t("cancelBody"), confirmLabel: t("cancel"), danger: true };
    if (await confirm(question)) cancel.mutate(undefined);
  }
  return (
    <Button variant="default" loading={cancel.isPending} onClick={() => void ask()}>
      {t("cancel")}
    </Button>
  );
}

const CANCELLABLE: readonly ImportState[] = ["uploaded", "analysed", "previewing", "previewed"];

/** The way of one file from its columns to its result. All of it stands on the server: a reload goes on from here. */
export function ImportView({ id }: { id: string }) {
  const asked = useQuery(importQuery(id));
  const [chosen, setChosen] = useState<Step | null>(null);
  return (
    <Answered of={asked} loading={<Loading rows={8} />}>
      {(detail) => <Wizard detail={detail} chosen={chosen} onStep={setChosen} />}
    </Answered>
  );
}

function Wizard({
  detail,
  chosen,
  onStep,
}: {
  detail: ImportDetail;
  chosen: Step | null;
  onStep: (step: Step | null) => void;
}) {
  const t = useTranslations("imports");
  const step = stepOf(detail.state, chosen);
  const description = useDescription(detail);
  return (
    <Stack gap="lg">
      <PageHeader
        title={detail.fileName}
        description={description}
        actions={CANCELLABLE.includes(detail.state) ? <CancelButton id={detail.id} /> : null}
      />
      <Stepper active={STEPS.indexOf(step)} size="sm" allowNextStepsSelect={false} aria-label={t("title")}>
        {STEPS.map((name) => (
          <Stepper.Step key={name} label={t(`step.${name}`)} component="div" />
        ))}
      </Stepper>
      <FileNotes detail={detail} />
      <CurrentStep key={`${step} ${detail.state}`} detail={detail} step={step} onStep={onStep} />
      <Text size="sm">
        <Anchor component={Link} href="/imports">
          {t("all")}
        </Anchor>
      </Text>
    </Stack>
  );
}

"use client";

import { Anchor, Button, Group, Alert as Notice, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { NotYet } from "@/components/common/answered";
import { Link } from "@/components/common/link";
import { notifyDone } from "@/components/common/notify";
import { PageHeader } from "@/components/common/page-header";
import { EmptyState, Loading } from "@/components/common/states";
import { useWriteKey } from "@/components/prices/use-write";
import { alertsKey, patchRule, postRule, rulesQuery } from "@/lib/alerts/queries";
import { type Rule, type RuleBody, ruleBody } from "@/lib/alerts/schema";
import classes from "./alerts.module.css";
import editor from "./editor.module.css";
import { RuleFilter, RuleGuards, RuleReaders, RuleTiming } from "./rule-guards";
import { RuleMenu } from "./rule-menu";
import { RulePreview } from "./rule-preview";
import { RuleSentence } from "./rule-sentence";
import { bodyOf, bodyOfKind, KIND_KEYS, TEMPLATE_KEYS } from "./templates";
import { useAlertSend } from "./use-alert-problem";
import { useMayWriteRules } from "./use-may-write-rules";

const RULES = "/alerts?tab=rules" as Route;

/** A new rule, from a template. */
export function NewRule({ template }: { template: string | null }) {
  const t = useTranslations("alerts");
  const key = TEMPLATE_KEYS.find((one) => one === template);
  const mayWrite = useMayWriteRules();
  if (!mayWrite) return <EmptyState level={1} title={t("rules.empty")} hint={t("rules.emptyHintRead")} />;
  if (!key)
    return (
      <>
        <PageHeader title={t("editor.templates")} description={t("editor.templatesHint")} />
        <div className={editor.cards}>
          <Link href={"/alerts/calibrate" as Route} className={editor.card}>
            <b>{t("calibrate.title")}</b>
            <span>{t("calibrate.about")}</span>
          </Link>
          {TEMPLATE_KEYS.map((one) => (
            <Link key={one} href={`/alerts/rules/new?template=${one}` as Route} className={editor.card}>
              <b>{t(`template.${one}.name`)}</b>
              <span>{t(`template.${one}.about`)}</span>
            </Link>
          ))}
        </div>
      </>
    );
  return <Editor key={key} rule={null} first={bodyOf(key, t(`template.${key}.name`))} />;
}

/** A rule that is there: who may write it changes it, everybody sees what it says. */
export function KnownRule({ id }: { id: string }) {
  const t = useTranslations("alerts");
  const asked = useQuery(rulesQuery());
  const { data } = asked;
  if (!data)
    return (
      <NotYet of={asked}>
        <Loading rows={10} />
      </NotYet>
    );
  const rule = data.data.find((one) => one.id === id);
  if (!rule) return <EmptyState level={1} title={t("rules.missing")} hint={t("rules.missingHint")} />;
  return <Editor key={`${rule.id} ${rule.version}`} rule={rule} first={ruleBody.parse(rule)} />;
}

function Editor({ rule, first }: { rule: Rule | null; first: RuleBody }) {
  const t = useTranslations("alerts");
  const router = useRouter();
  const client = useQueryClient();
  const keyFor = useWriteKey();
  const mayWrite = useMayWriteRules();
  const [body, setBody] = useState(first);
  const [note, setNote] = useState("");
  const { busy, errors, problem, send } = useAlertSend();
  const change = (next: Partial<RuleBody>) => setBody((before) => ({ ...before, ...next }));
  const save = () => {
    const sent = { ...body, note: note.trim() || null };
    return send(
      () => (rule ? patchRule(rule.id, sent) : postRule(sent, keyFor(sent))),
      ({ version }) => {
        notifyDone(rule ? t("editor.saved", { version }) : t("editor.made"));
        void client.invalidateQueries({ queryKey: alertsKey });
        router.push(RULES);
      },
    );
  };
  const parts = { body, onChange: change, errors };
  return (
    <>
      <PageHeader
        title={rule ? rule.name : t("rules.new")}
        description={
          <Anchor component={Link} href={RULES} size="sm">
            {t("editor.back")}
          </Anchor>
        }
        actions={rule ? <RuleMenu rule={rule} mayWrite={mayWrite} onRemoved={() => router.push(RULES)} /> : null}
      />
      <div className={editor.columns}>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <fieldset disabled={!mayWrite} style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
            <Stack gap="lg" className={classes.panel}>
              <What body={body} rule={rule} errors={errors} onChange={change} onBody={setBody} />
              <RuleSentence {...parts} isKnown={rule !== null} />
              <RuleFilter {...parts} />
              <RuleGuards {...parts} />
              <RuleTiming {...parts} />
              <RuleReaders {...parts} />
              <Textarea
                label={t("editor.note")}
                description={t("editor.noteHint")}
                autosize
                minRows={2}
                maxLength={2000}
                value={note}
                onChange={({ currentTarget }) => setNote(currentTarget.value)}
              />
              {problem ? (
                <Notice color="red" variant="light" role="alert">
                  {problem}
                </Notice>
              ) : null}
              {mayWrite ? (
                <Group justify="flex-end">
                  <Button component={Link} href={RULES} variant="default">
                    {t("editor.cancel")}
                  </Button>
                  <Button type="submit" loading={busy}>
                    {t("editor.save")}
                  </Button>
                </Group>
              ) : null}
            </Stack>
          </fieldset>
        </form>
        {mayWrite ? <RulePreview body={body} /> : null}
      </div>
    </>
  );
}

type WhatProps = {
  body: RuleBody;
  rule: Rule | null;
  errors: Readonly<Record<string, string>>;
  onChange: (next: Partial<RuleBody>) => void;
  onBody: (body: RuleBody) => void;
};

function What({ body, rule, errors, onChange, onBody }: WhatProps) {
  const t = useTranslations("alerts.editor");
  return (
    <Group grow align="flex-start">
      <TextInput
        label={t("name")}
        required
        maxLength={200}
        value={body.name}
        error={errors.name}
        onChange={({ currentTarget }) => onChange({ name: currentTarget.value })}
      />
      <Select
        label={t("kind")}
        allowDeselect={false}
        disabled={rule !== null}
        data={KIND_KEYS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        value={body.kind}
        onChange={(value) => {
          const kind = KIND_KEYS.find((one) => one === value);
          if (kind && kind !== body.kind) onBody(bodyOfKind(kind, body));
        }}
      />
    </Group>
  );
}

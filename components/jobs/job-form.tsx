"use client";

import { Button, Collapse, Grid, Group, Stack } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { DraftField } from "./draft";
import { isMoreOpen, type Opening, rememberMore } from "./draft-storage";
import { EssentialFields } from "./essential-fields";
import { EstimatePanel } from "./estimate-panel";
import { FormNotes } from "./form-notes";
import classes from "./jobs.module.css";
import { LogKeys } from "./log-keys";
import { MoreFields } from "./more-fields";
import { useEstimate } from "./use-estimate";
import { type JobForm, useDraftOwner, useJobForm } from "./use-job-form";
import { useLoggedNotice } from "./use-logged-notice";

const IN_MORE: readonly DraftField[] = [
  "width",
  "height",
  "steps",
  "guidance",
  "sampler",
  "seed",
  "modules",
  "upscaleFactor",
  "prompt",
  "negativePrompt",
  "attempts",
  "wallet",
  "status",
  "staffMinutes",
  "iteration",
  "externalId",
  "sourceAsset",
  "tags",
];

const FIELDS = "input:not([type=hidden]):not(:disabled), select:not(:disabled)";

/** Enter walks through the fields like Tab, and logs from the last one: no half-typed job slips out in between. */
function useEnterWalk(onLast: () => void) {
  return (event: KeyboardEvent<HTMLFormElement>) => {
    const { target } = event;
    const isField = target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
    const isPlain = event.key === "Enter" && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!isField || !isPlain || event.defaultPrevented || event.nativeEvent.isComposing) return;
    event.preventDefault();
    const fields = [...event.currentTarget.querySelectorAll<HTMLElement>(FIELDS)].filter(
      (field) => field.offsetParent !== null,
    );
    const next = fields[fields.indexOf(target) + 1];
    if (next) next.focus();
    else if (!event.repeat) onLast();
  };
}

/** Where the eyes and fingers should be: the first wrong field after a refusal, the motif after a logged job. */
function useFocusAfter(form: JobForm, openMore: () => void) {
  const ref = useRef<HTMLFormElement>(null);
  const { logged, refused } = form.turn;
  const needsMore = IN_MORE.some((field) => form.problems[field]);
  useEffect(() => {
    if (logged > 0) ref.current?.querySelector<HTMLElement>("[name=motif]")?.focus();
  }, [logged]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new refusal moves the focus, not each mended field
  useEffect(() => {
    if (refused === 0) return;
    if (needsMore) openMore();
    ref.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [refused]);
  useEffect(() => {
    const provider = ref.current?.querySelector<HTMLInputElement>("[name=provider]");
    const start = provider?.value ? ref.current?.querySelector<HTMLElement>("[name=motif]") : provider;
    start?.focus();
  }, []);
  return ref;
}

function Buttons({ form }: { form: JobForm }) {
  const t = useTranslations("jobs");
  return (
    <Group gap="sm">
      <Button type="submit" loading={form.isSending} rightSection={<LogKeys />}>
        {t("form.logNext")}
      </Button>
      <Button variant="default" disabled={form.isSending} onClick={() => form.submit("show")}>
        {t("form.logShow")}
      </Button>
      <Button variant="subtle" color="gray" ms="auto" disabled={form.isSending} onClick={form.startOver}>
        {t("form.startOver")}
      </Button>
    </Group>
  );
}

export function JobFormPanel({ opening }: { opening: Opening }) {
  const t = useTranslations("jobs");
  const router = useRouter();
  const owner = useDraftOwner();
  const notice = useLoggedNotice();
  const [hasMore, setMore] = useState(() => isMoreOpen(localStorage, owner));
  const form = useJobForm(opening, (job, then, giveBack) => {
    notice(job, giveBack);
    if (then === "show") router.push(`/jobs/${job.id}` as Route);
  });
  const estimate = useEstimate(form.draft);
  const ref = useFocusAfter(form, () => setMore(true));
  const walk = useEnterWalk(() => form.submit("next"));
  useHotkeys([["mod+Enter", () => form.submit("next")]], []);

  function toggleMore() {
    rememberMore(localStorage, owner, !hasMore);
    setMore(!hasMore);
  }

  return (
    <form
      ref={ref}
      noValidate
      aria-label={t("form.title")}
      onKeyDown={walk}
      onSubmit={(event) => {
        event.preventDefault();
        form.submit("next");
      }}
    >
      <FormNotes form={form} />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 8.5 }}>
          <Stack gap="lg">
            <EssentialFields form={form} />
            <div>
              <Button
                variant="subtle"
                size="compact-sm"
                aria-expanded={hasMore}
                aria-controls="more-fields"
                rightSection={
                  hasMore ? <IconChevronUp size={16} aria-hidden /> : <IconChevronDown size={16} aria-hidden />
                }
                onClick={toggleMore}
              >
                {t(hasMore ? "form.less" : "form.more")}
              </Button>
              <Collapse expanded={hasMore} id="more-fields">
                <div className={classes.more}>
                  <MoreFields form={form} />
                </div>
              </Collapse>
            </div>
            <Buttons form={form} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 3.5 }}>
          <div className={classes.aside}>
            <EstimatePanel estimate={estimate} />
          </div>
        </Grid.Col>
      </Grid>
    </form>
  );
}

"use client";

import { Anchor, Checkbox, Table, Text } from "@mantine/core";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type MouseEvent, useSyncExternalStore } from "react";
import { Link } from "@/components/common/link";
import { Loading } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import { useNameOf } from "@/components/filters/use-filter-options";
import { PageLink } from "@/components/kpi/page-link";
import type { Job } from "@/lib/jobs/schema";
import { JobCost, JobFlags, JobPictures, useCodeWords, useKindWords } from "./job-cells";
import classes from "./jobs.module.css";
import { SelectBox } from "./select-box";
import type { Selection } from "./use-selection";

type RowProps = { job: Job; providerName: string; choosing: Selection | null };
type ListProps = { jobs: readonly Job[]; choosing?: Selection | null };

function ChooseJob({ job, choosing }: { job: Job; choosing: Selection }) {
  const t = useTranslations("jobs.select");
  const format = useFormat();
  return (
    <SelectBox
      label={t("job", { when: format.dateTime(job.occurredAt) })}
      isChosen={choosing.isChosen(job.id)}
      onToggle={(range) => choosing.toggle(job.id, range)}
    />
  );
}

function ChooseShown({ choosing, label }: { choosing: Selection; label?: string }) {
  const t = useTranslations("jobs.select");
  return (
    <Checkbox
      size="xs"
      {...(label ? { label } : { "aria-label": t("shown") })}
      checked={choosing.areAllShown}
      indeterminate={choosing.isAny && !choosing.areAllShown}
      onChange={choosing.toggleShown}
    />
  );
}

function JobRow({ job, providerName, choosing }: RowProps) {
  const t = useTranslations("jobs");
  const format = useFormat();
  const router = useRouter();
  const code = useCodeWords();
  const kind = useKindWords();
  const href = `/jobs/${job.id}` as Route;

  function open(event: MouseEvent) {
    const { target } = event;
    if (target instanceof Element && target.closest("a, button, input, form, [role=dialog], [data-choose]")) return;
    if (window.getSelection()?.toString()) return;
    if (event.metaKey || event.ctrlKey) window.open(href, "_blank", "noopener");
    else router.push(href);
  }

  return (
    <Table.Tr className={classes.row} data-chosen={choosing?.isChosen(job.id) || undefined} onClick={open}>
      {choosing ? (
        <Table.Td data-choose>
          <ChooseJob job={job} choosing={choosing} />
        </Table.Td>
      ) : null}
      <Table.Td className={classes.line}>
        <Anchor component={Link} href={href} size="sm">
          {format.dateTime(job.occurredAt)}
        </Anchor>
      </Table.Td>
      <Table.Td>
        {providerName}
        <div className={classes.quiet}>{job.model ?? t("list.noModel")}</div>
      </Table.Td>
      <Table.Td>{kind(job)}</Table.Td>
      <Table.Td>
        <PageLink dimension="campaign" code={job.campaign} c="inherit">
          {code(job.campaign)}
        </PageLink>
      </Table.Td>
      <Table.Td>{code(job.market)}</Table.Td>
      <Table.Td>{code(job.channel)}</Table.Td>
      <Table.Td className={classes.line}>{job.motif ?? "–"}</Table.Td>
      <Table.Td>
        <JobPictures job={job} />
      </Table.Td>
      <Table.Td className={classes.number}>{format.quantity(job.credits)}</Table.Td>
      <Table.Td className={classes.number}>
        <JobCost job={job} />
      </Table.Td>
      <Table.Td>
        <JobFlags job={job} />
      </Table.Td>
    </Table.Tr>
  );
}

/** The list on a wide screen. */
function JobTable({ jobs, choosing = null }: ListProps) {
  const t = useTranslations("jobs");
  const providerOf = useNameOf("provider", true);
  return (
    <section className={classes.tableBox} aria-label={t("list.caption")}>
      <Table className={classes.table} verticalSpacing="xs" fz="sm">
        <Table.Thead>
          <Table.Tr>
            {choosing ? (
              <Table.Th className={classes.choose}>
                <ChooseShown choosing={choosing} />
              </Table.Th>
            ) : null}
            <Table.Th scope="col">{t("list.when")}</Table.Th>
            <Table.Th scope="col">{t("list.what")}</Table.Th>
            <Table.Th scope="col">{t("list.kindStage")}</Table.Th>
            <Table.Th scope="col">{t("field.campaign")}</Table.Th>
            <Table.Th scope="col">{t("field.market")}</Table.Th>
            <Table.Th scope="col">{t("field.channel")}</Table.Th>
            <Table.Th scope="col">{t("field.motif")}</Table.Th>
            <Table.Th scope="col">{t("list.pictures")}</Table.Th>
            <Table.Th scope="col" className={classes.number}>
              {t("list.credits")}
            </Table.Th>
            <Table.Th scope="col" className={classes.number}>
              {t("list.cost")}
            </Table.Th>
            <Table.Th scope="col">{t("list.flags")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {jobs.map((job) => (
            <JobRow key={job.id} job={job} providerName={providerOf(job.provider)} choosing={choosing} />
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

function JobCard({ job, providerName, choosing }: RowProps) {
  const format = useFormat();
  const code = useCodeWords();
  const kind = useKindWords();
  return (
    <li className={classes.card} data-chosen={choosing?.isChosen(job.id) || undefined}>
      <div className={classes.cardHead}>
        <span className={classes.cardTitle}>
          {choosing ? <ChooseJob job={job} choosing={choosing} /> : null}
          <Anchor component={Link} href={`/jobs/${job.id}` as Route} fw={600} size="sm">
            {format.dateTime(job.occurredAt)}
          </Anchor>
        </span>
        <div className={classes.cardCost}>
          <JobCost job={job} />
        </div>
      </div>
      <Text size="sm">{[providerName, job.model].filter(Boolean).join(" · ")}</Text>
      <Text size="sm" c="dimmed">
        {kind(job)}
      </Text>
      <Text size="sm" c="dimmed">
        <PageLink dimension="campaign" code={job.campaign} c="inherit" underline="always">
          {code(job.campaign)}
        </PageLink>
        {[job.market, job.channel, job.motif]
          .filter((part) => part && part !== "unassigned")
          .map((part) => ` · ${part}`)
          .join("")}
      </Text>
      <div className={classes.cardFoot}>
        <JobPictures job={job} />
        <JobFlags job={job} />
      </div>
    </li>
  );
}

/** The list on a phone. */
function JobCards({ jobs, choosing = null }: ListProps) {
  const t = useTranslations("jobs");
  const providerOf = useNameOf("provider", true);
  return (
    <>
      {choosing ? (
        <div className={classes.chooseShown}>
          <ChooseShown choosing={choosing} label={t("select.shown")} />
        </div>
      ) : null}
      <ul className={classes.cards} aria-label={t("list.caption")}>
        {jobs.map((job) => (
          <JobCard key={job.id} job={job} providerName={providerOf(job.provider)} choosing={choosing} />
        ))}
      </ul>
    </>
  );
}

const NARROW = "(max-width: 62em)";

function onWidth(changed: () => void): () => void {
  const query = window.matchMedia(NARROW);
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
}

/** As the screen has room for: one of both, because each is as long as the list. The server cannot know which. */
export function JobRows(props: ListProps) {
  const isNarrow = useSyncExternalStore<boolean | null>(
    onWidth,
    () => window.matchMedia(NARROW).matches,
    () => null,
  );
  if (isNarrow === null) return <Loading rows={10} />;
  return isNarrow ? <JobCards {...props} /> : <JobTable {...props} />;
}

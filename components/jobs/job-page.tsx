"use client";

import { Alert, Button, Grid, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconArrowBackUp, IconBan, IconPencil, IconRepeat } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { Answered } from "@/components/common/answered";
import { Link } from "@/components/common/link";
import { useCan, useMe } from "@/components/common/me-context";
import { PageHeader } from "@/components/common/page-header";
import { EmptyState, Loading } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import { useProblem } from "@/components/common/use-problem";
import { useNameOf } from "@/components/filters/use-filter-options";
import { ApiError } from "@/lib/http/fetch-json";
import { jobQuery } from "@/lib/jobs/queries";
import type { JobDetail } from "@/lib/jobs/schema/detail";
import { jobPicturesQuery } from "@/lib/pictures/queries";
import { CorrectionDrawer } from "./correction-drawer";
import { JobAttempts } from "./job-attempts";
import { JobFlags, useKindWords } from "./job-cells";
import { JobDuplicates } from "./job-duplicates";
import { JobFacts, JobFigures } from "./job-facts";
import { JobFamily } from "./job-family";
import { JobHistory } from "./job-history";
import { JobLedger } from "./job-ledger";
import { JobMoney } from "./job-money";
import { JobPictureList } from "./job-pictures";
import { VoidDialog } from "./void-dialog";

/** Somebody's own job may be changed for a week: the server knows the week, the page knows whose it is. */
function useMayChange(job: JobDetail): boolean {
  const { id } = useMe();
  const mayAll = useCan("jobs:correct");
  const mayOwn = useCan("jobs:correct-own");
  return job.state === "live" && (mayAll || (mayOwn && job.createdBy.id === id));
}

function Actions({ job }: { job: JobDetail }) {
  const t = useTranslations("jobs");
  const mayChange = useMayChange(job);
  const mayLog = useCan("jobs:log");
  const [isCorrecting, correcting] = useDisclosure(false);
  const [isVoiding, voiding] = useDisclosure(false);
  return (
    <>
      {mayLog ? (
        <Button
          variant="default"
          component={Link}
          href={`/jobs/new?again=${job.id}` as Route}
          leftSection={<IconRepeat size={16} aria-hidden />}
        >
          {t("logAgain")}
        </Button>
      ) : null}
      {mayChange ? (
        <>
          <Button variant="default" leftSection={<IconPencil size={16} aria-hidden />} onClick={correcting.open}>
            {t("page.correct")}
          </Button>
          <Button variant="default" leftSection={<IconBan size={16} aria-hidden />} onClick={voiding.open}>
            {t("page.void")}
          </Button>
          <CorrectionDrawer job={job} isOpen={isCorrecting} onClose={correcting.close} />
          <VoidDialog job={job} isOpen={isVoiding} onClose={voiding.close} />
        </>
      ) : null}
    </>
  );
}

function Notes({ job }: { job: JobDetail }) {
  const t = useTranslations("jobs");
  return (
    <>
      {job.state === "void" ? (
        <Alert color="gray" variant="light" icon={<IconBan aria-hidden />}>
          {job.voidReason ? t("page.voidedReason", { reason: job.voidReason }) : t("page.voided")}
        </Alert>
      ) : null}
      <JobDuplicates job={job} />
    </>
  );
}

function Shown({ job }: { job: JobDetail }) {
  const format = useFormat();
  const kind = useKindWords();
  const nameOf = useNameOf("provider", true);
  const t = useTranslations("jobs");
  const what = t("page.description", {
    kind: kind(job),
    provider: [nameOf(job.provider), job.model].filter(Boolean).join(" · "),
    when: format.dateTime(job.occurredAt),
  });
  return (
    <>
      <PageHeader
        title={job.motif ?? job.externalId ?? t("job")}
        description={
          <Stack gap={6}>
            {what}
            <JobFlags job={job} />
          </Stack>
        }
        actions={<Actions job={job} />}
      />
      <Stack gap="md">
        <Notes job={job} />
        <JobFigures job={job} />
        <Grid gap="md">
          <Grid.Col span={{ base: 12, md: 7.5 }}>
            <Stack gap="md">
              <JobPictureList job={job} />
              <JobMoney job={job} />
              <JobAttempts job={job} />
              <JobLedger job={job} />
            </Stack>
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 4.5 }}>
            <Stack gap="md">
              <JobFacts job={job} />
              <JobFamily job={job} />
              <JobHistory job={job} />
            </Stack>
          </Grid.Col>
        </Grid>
      </Stack>
    </>
  );
}

/** Everything that is known about one job. */
export function JobPage({ id }: { id: string }) {
  const t = useTranslations("jobs");
  const asked = useQuery(jobQuery(id));
  const { error } = asked;
  // Asked for beside the job, so that both come together.
  useQuery(jobPicturesQuery(id));
  const back = (
    <Button
      component={Link}
      href={"/jobs" as Route}
      variant="subtle"
      size="compact-sm"
      mb="xs"
      leftSection={<IconArrowBackUp size={16} aria-hidden />}
    >
      {t("back")}
    </Button>
  );
  const { say } = useProblem();
  const isMissing = error instanceof ApiError && (error.status === 404 || error.status === 422);
  return (
    <>
      {back}
      {isMissing ? (
        <EmptyState title={t("page.notFound")} hint={say(error)} />
      ) : (
        <Answered of={asked} loading={<Loading rows={10} />}>
          {(job) => <Shown job={job} />}
        </Answered>
      )}
    </>
  );
}

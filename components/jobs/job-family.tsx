"use client";

import { Anchor, Paper, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { Link } from "@/components/common/link";
import { useFormat } from "@/components/common/use-format";
import { SourceLine } from "@/components/pictures/picture-family";
import type { JobDetail } from "@/lib/jobs/schema/detail";
import { jobPicturesQuery } from "@/lib/pictures/queries";
import { type MadeJob, madeFrom } from "@/lib/pictures/rules/family";
import classes from "./jobs.module.css";

const SHOWN = 8;

function Made({ made }: { made: MadeJob }) {
  const t = useTranslations("jobs");
  const pictures = useTranslations("pictures");
  const format = useFormat();
  const { kind, stage, from, count } = made;
  const what = kind === "generation" && stage === "final" ? t("stage.final") : t(`kind.${kind}`);
  return (
    <li>
      <Anchor component={Link} size="sm" href={`/jobs/${made.jobId}` as Route}>
        {count === null ? what : pictures("made", { what, count })}
      </Anchor>
      <Text size="xs" c="dimmed">
        {[t("family.fromPicture", { number: from }), made.model, format.dateTime(made.at)].filter(Boolean).join(" · ")}
      </Text>
    </li>
  );
}

/** Where the job came from, and what came of its pictures: variations, finals, upscales. */
export function JobFamily({ job }: { job: JobDetail }) {
  const t = useTranslations("jobs.family");
  const pictures = useTranslations("pictures");
  const { data } = useQuery(jobPicturesQuery(job.id));
  if (!data) return null;
  const made = madeFrom(job.id, data.pictures);
  // A version that the job made stands among the pictures, with what it was made from.
  const hasSource = job.sourceAsset !== null && data.made === null;
  if (!hasSource && made.length === 0) return null;
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="family-title">
      <Title order={2} id="family-title" mb="sm">
        {t("title")}
      </Title>
      {hasSource && data.source ? <SourceLine source={data.source} label={pictures("madeFrom")} /> : null}
      {hasSource && !data.source ? (
        <Text size="sm" c="dimmed">
          {t("hidden")}
        </Text>
      ) : null}
      {made.length > 0 ? (
        <>
          <Text size="sm" c="dimmed" mt={hasSource ? "sm" : 0} mb={4}>
            {t("made")}
          </Text>
          <ol className={classes.family}>
            {made.slice(0, SHOWN).map((one) => (
              <Made key={one.jobId} made={one} />
            ))}
          </ol>
          {made.length > SHOWN ? (
            <Text size="sm" c="dimmed" mt={4}>
              {t("more", { count: made.length - SHOWN })}
            </Text>
          ) : null}
        </>
      ) : null}
    </Paper>
  );
}

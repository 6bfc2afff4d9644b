"use client";

import { Anchor, Group, Text } from "@mantine/core";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { Link } from "@/components/common/link";
import type { Lineage, Relative } from "@/lib/pictures/schema";
import { PictureTile } from "./picture-tile";
import classes from "./pictures.module.css";

const jobPath = (jobId: string) => `/jobs/${jobId}` as Route;

/** "Final, 1 picture": what a job made of a picture. */
function useMadeWords() {
  const t = useTranslations("pictures");
  const jobs = useTranslations("jobs");
  return ({ kind, stage }: Relative, count: number) => {
    const what = kind === "generation" && stage === "final" ? jobs("stage.final") : jobs(`kind.${kind}`);
    return t("made", { what, count });
  };
}

/** The picture that something was made from, with the way to it. */
export function SourceLine({ source, label }: { source: Relative; label: string }) {
  const t = useTranslations("pictures");
  return (
    <Group gap="sm" wrap="nowrap" className={classes.source}>
      <span className={classes.tiny}>
        <PictureTile picture={source} hidesState />
      </span>
      <div>
        <Text size="sm">{label}</Text>
        <Anchor component={Link} size="sm" href={jobPath(source.jobId)}>
          {t("pictureOf", { number: source.index, model: source.model ?? t("noModel") })}
        </Anchor>
      </div>
    </Group>
  );
}

const SHOWN = 3;

/** The jobs that went on from this picture. */
export function Descendants({ picture }: { picture: Lineage }) {
  const t = useTranslations("pictures");
  const made = useMadeWords();
  const jobs = [...Map.groupBy(picture.descendants, ({ jobId }) => jobId).entries()];
  if (jobs.length === 0) return null;
  const shown = jobs.slice(0, SHOWN);
  const rest = picture.descendantCount - shown.reduce((sum, [, made]) => sum + made.length, 0);
  return (
    <div>
      <Text size="xs" c="dimmed">
        {t("descendants")}
      </Text>
      <ul className={classes.lines}>
        {shown.map(([jobId, made_]) => {
          const [first] = made_;
          return first ? (
            <li key={jobId}>
              <Anchor component={Link} size="xs" href={jobPath(jobId)}>
                {made(first, made_.length)}
              </Anchor>
            </li>
          ) : null;
        })}
        {rest > 0 ? <li>{t("more", { count: rest })}</li> : null}
      </ul>
    </div>
  );
}

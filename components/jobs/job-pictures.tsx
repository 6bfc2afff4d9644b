"use client";

import { Button, FileButton, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useCan } from "@/components/common/me-context";
import { DropPlace } from "@/components/pictures/drop-place";
import { SourceLine } from "@/components/pictures/picture-family";
import { PictureTile, useVersionWords } from "@/components/pictures/picture-tile";
import { HostNote, PictureView } from "@/components/pictures/picture-view";
import tiles from "@/components/pictures/pictures.module.css";
import { UploadList } from "@/components/pictures/upload-list";
import { type UploadTarget, useUploads } from "@/components/pictures/use-uploads";
import type { JobDetail } from "@/lib/jobs/schema/detail";
import { jobPicturesQuery } from "@/lib/pictures/queries";
import { MEDIA_TYPES } from "@/lib/pictures/rules";
import type { JobPictures, Relative } from "@/lib/pictures/schema";
import classes from "./jobs.module.css";
import { PictureCard } from "./picture-card";

type Made = NonNullable<JobPictures["made"]>;

/** An upscale or post-process delivers no picture: it makes a version of its source. */
function MadeVersion({ job, made, source }: { job: JobDetail; made: Made; source: Relative }) {
  const words = useVersionWords();
  const tile = { ...source, ...made, state: source.state };
  return (
    <div className={tiles.made}>
      <PictureTile
        picture={tile}
        facts={job}
        version={made.version}
        versionLabel={words(made.version, job)}
        hidesState
      />
    </div>
  );
}

function UploadButton({ isBusy, onFiles }: { isBusy: boolean; onFiles: (files: File[]) => void }) {
  const t = useTranslations("pictures.upload");
  return (
    <FileButton multiple accept={MEDIA_TYPES.join(",")} onChange={onFiles}>
      {(button) => (
        <Button
          {...button}
          size="xs"
          variant="default"
          loading={isBusy}
          leftSection={<IconUpload size={16} aria-hidden />}
        >
          {t("all")}
        </Button>
      )}
    </FileButton>
  );
}

/** Where files can go: the newest version of each picture, or the version that this job made. */
function targetsOf(job: JobDetail, made: Made | null): UploadTarget[] {
  const own = job.assets.map(({ id, index, externalId, version }) => ({ id, index, externalId, version }));
  return made ? [{ id: made.id, index: made.index, externalId: null, version: made.version }] : own;
}

/** The first host that is not allowed: one note is enough for all pictures of a job. */
const refusedHost = (data: JobPictures | undefined) =>
  data?.made?.hostNotAllowed ??
  data?.pictures.flatMap(({ versions }) => versions).find(({ hostNotAllowed }) => hostNotAllowed)?.hostNotAllowed;

/** The pictures of a job with what was decided, the means to decide, and the way in for files. */
export function JobPictureList({ job }: { job: JobDetail }) {
  const t = useTranslations("jobs");
  const pictures = useTranslations("pictures");
  const { data } = useQuery(jobPicturesQuery(job.id));
  const [openId, setOpenId] = useState<string | null>(null);
  const uploads = useUploads();
  const { source = null, made = null } = data ?? {};
  const targets = targetsOf(job, made);
  const mayUpload = useCan("jobs:log") && job.state === "live" && targets.length > 0;
  const lineageOf = (id: string) => data?.pictures.find((one) => one.id === id);
  const sendAll = (files: readonly File[]) => {
    if (files.length > 0) uploads.uploadAll(files, targets);
  };
  const host = refusedHost(data);

  /** Several files dropped on one tile are meant for the job. */
  function onFilesOf(target: UploadTarget) {
    return (files: readonly File[]) => {
      const [file] = files;
      if (files.length === 1 && file) uploads.uploadTo(file, target);
      else sendAll(files);
    };
  }

  return (
    <Paper withBorder p="md" component="section" aria-labelledby="pictures-title">
      <DropPlace isOff={!mayUpload} onFiles={sendAll}>
        <Stack gap="sm">
          <Group justify="space-between" mih={30}>
            <Title order={2} id="pictures-title">
              {t("page.pictures")}
            </Title>
            {mayUpload ? <UploadButton isBusy={uploads.isSending} onFiles={sendAll} /> : null}
          </Group>
          <UploadList {...uploads} />
          {source && made ? <SourceLine source={source} label={pictures("madeVersion")} /> : null}
          {source && made ? <MadeVersion job={job} made={made} source={source} /> : null}
          {job.assets.length === 0 && !source ? (
            <Text size="sm" c="dimmed">
              {t("page.picturesNone")}
            </Text>
          ) : null}
          {job.assets.length > 0 ? (
            <ul className={classes.pictures}>
              {job.assets.map((picture) => (
                <PictureCard
                  key={picture.id}
                  job={job}
                  picture={picture}
                  lineage={lineageOf(picture.id)}
                  onOpen={() => setOpenId(picture.id)}
                  onFiles={mayUpload ? onFilesOf(picture) : null}
                />
              ))}
            </ul>
          ) : null}
          {host ? <HostNote host={host} /> : null}
        </Stack>
      </DropPlace>
      <PictureView
        picture={(openId && lineageOf(openId)) || null}
        mayChange={mayUpload}
        onClose={() => setOpenId(null)}
      />
    </Paper>
  );
}

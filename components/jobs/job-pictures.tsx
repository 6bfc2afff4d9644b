"use client";

import { ActionIcon, Button, Group, Menu, Paper, Stack, Text, Title, UnstyledButton } from "@mantine/core";
import { IconCheck, IconDots, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useCan } from "@/components/common/me-context";
import { notifyDone } from "@/components/common/notify";
import { Descendants, SourceLine } from "@/components/pictures/picture-family";
import { PictureState, PictureTile, useVersionWords } from "@/components/pictures/picture-tile";
import { PictureView } from "@/components/pictures/picture-view";
import tiles from "@/components/pictures/pictures.module.css";
import type { JobDetail } from "@/lib/jobs/schema";
import { jobPicturesQuery } from "@/lib/pictures/queries";
import type { Lineage } from "@/lib/pictures/schema";
import { DECISIONS, type Decision } from "@/lib/reviews/schema";
import classes from "./jobs.module.css";
import { useDecide } from "./use-decide";

type Picture = JobDetail["assets"][number];

type MenuProps = { job: JobDetail; picture: Picture; mayDecide: boolean; onDecide: (decision: Decision) => void };

function PictureMenu({ job, picture, mayDecide, onDecide }: MenuProps) {
  const t = useTranslations("jobs");
  const mayLog = useCan("jobs:log");
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t("page.decide", { number: picture.index })}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {mayDecide
          ? DECISIONS.filter((decision) => decision !== picture.state).map((decision) => (
              <Menu.Item key={decision} onClick={() => onDecide(decision)}>
                {t(`decision.${decision}`)}
              </Menu.Item>
            ))
          : null}
        {mayDecide ? <Menu.Divider /> : null}
        {mayLog ? (
          <Menu.Item component={Link} href={`/jobs/new?again=${job.id}&source=${picture.id}` as Route}>
            {t("page.useAsSource")}
          </Menu.Item>
        ) : null}
        <Menu.Item
          onClick={() => {
            void navigator.clipboard.writeText(picture.id).then(() => notifyDone(t("page.copied")));
          }}
        >
          {t("page.copyId")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

const OPEN = new Set<Picture["state"]>(["open", "changes_requested", "withdrawn"]);

type CardProps = { job: JobDetail; picture: Picture; lineage: Lineage | undefined; onOpen: () => void };

function PictureCard({ job, picture, lineage, onOpen }: CardProps) {
  const t = useTranslations("jobs");
  const pictures = useTranslations("pictures");
  const words = useVersionWords();
  const mayDecide = useCan("reviews:decide") && job.state === "live";
  const { mutate, isPending } = useDecide(job.id);
  const decide = (decision: Decision) => mutate([{ index: picture.index, version: picture.version, decision }]);
  const { index, version, state } = picture;
  const label = version > 1 ? { versionLabel: words(version, lineage?.versions.at(-1)) } : {};
  return (
    <li className={classes.card} aria-label={t("page.picture", { number: index })}>
      <UnstyledButton className={tiles.open} aria-label={pictures("open", { number: index })} onClick={onOpen}>
        <PictureTile picture={picture} facts={job} hidesState {...label} />
      </UnstyledButton>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <div>
          <Text size="sm" fw={600}>
            {t("page.picture", { number: index })}
          </Text>
          <Text size="sm" role="status">
            <PictureState state={state} className={tiles.inline} />
          </Text>
        </div>
        <PictureMenu job={job} picture={picture} mayDecide={mayDecide} onDecide={decide} />
      </Group>
      {mayDecide && OPEN.has(state) ? (
        <Group gap={6}>
          <Button
            size="compact-sm"
            variant="default"
            disabled={isPending}
            leftSection={<IconCheck size={14} aria-hidden />}
            onClick={() => decide("approved")}
          >
            {t("decision.approved")}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            disabled={isPending}
            leftSection={<IconX size={14} aria-hidden />}
            onClick={() => decide("rejected")}
          >
            {t("decision.rejected")}
          </Button>
        </Group>
      ) : null}
      {lineage ? <Descendants picture={lineage} /> : null}
    </li>
  );
}

/** An upscale or post-process delivers no picture: it makes a version of its source. */
const makesVersion = ({ kind }: JobDetail) => kind === "upscale" || kind === "postprocess";

/** The pictures of a job with what was decided, and the means to decide. */
export function JobPictureList({ job }: { job: JobDetail }) {
  const t = useTranslations("jobs");
  const pictures = useTranslations("pictures");
  const { data } = useQuery(jobPicturesQuery(job.id));
  const [openId, setOpenId] = useState<string | null>(null);
  const lineageOf = (id: string) => data?.pictures.find((one) => one.id === id);
  const source = data?.source;
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="pictures-title">
      <Stack gap="sm">
        <Title order={2} id="pictures-title">
          {t("page.pictures")}
        </Title>
        {source ? (
          <SourceLine source={source} label={pictures(makesVersion(job) ? "madeVersion" : "madeFrom")} />
        ) : null}
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
              />
            ))}
          </ul>
        ) : null}
      </Stack>
      <PictureView picture={(openId && lineageOf(openId)) || null} onClose={() => setOpenId(null)} />
    </Paper>
  );
}

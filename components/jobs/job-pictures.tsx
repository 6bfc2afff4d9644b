"use client";

import { ActionIcon, Badge, Button, Group, Menu, Paper, Text, Title } from "@mantine/core";
import { IconCheck, IconDots, IconX } from "@tabler/icons-react";
import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useCan } from "@/components/common/me-context";
import { notifyDone } from "@/components/common/notify";
import type { JobDetail } from "@/lib/jobs/schema";
import { DECISIONS, type Decision } from "@/lib/reviews/schema";
import classes from "./jobs.module.css";
import { useDecide } from "./use-decide";

type Picture = JobDetail["assets"][number];

/** Never by colour alone: the word stands in the badge. */
const COLOR: Record<Picture["state"], string> = {
  open: "gray",
  approved: "teal",
  approved_with_changes: "teal",
  rejected: "red",
  changes_requested: "yellow",
  withdrawn: "gray",
};

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

function PictureCard({ job, picture }: { job: JobDetail; picture: Picture }) {
  const t = useTranslations("jobs");
  const mayDecide = useCan("reviews:decide") && job.state === "live";
  const { mutate, isPending } = useDecide(job.id);
  const decide = (decision: Decision) => mutate([{ index: picture.index, version: picture.version, decision }]);
  const { index, version, state } = picture;
  return (
    <li className={classes.card} aria-label={t("page.picture", { number: index })}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text size="sm" fw={600}>
          {t("page.picture", { number: index })}
          {version > 1 ? (
            <Text span size="xs" c="dimmed">
              {" "}
              {t("page.version", { version })}
            </Text>
          ) : null}
        </Text>
        <PictureMenu job={job} picture={picture} mayDecide={mayDecide} onDecide={decide} />
      </Group>
      <div role="status">
        <Badge color={COLOR[state]} variant="light">
          {t(`pictureState.${state}`)}
        </Badge>
      </div>
      {mayDecide && (state === "open" || state === "changes_requested" || state === "withdrawn") ? (
        <Group gap={6} mt={4}>
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
    </li>
  );
}

/** The pictures of a job with what was decided, and the means to decide. */
export function JobPictureList({ job }: { job: JobDetail }) {
  const t = useTranslations("jobs");
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="pictures-title">
      <Title order={2} id="pictures-title" mb="sm">
        {t("page.pictures")}
      </Title>
      {job.assets.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t("page.picturesNone")}
        </Text>
      ) : (
        <ul className={classes.pictures}>
          {job.assets.map((picture) => (
            <PictureCard key={picture.id} job={job} picture={picture} />
          ))}
        </ul>
      )}
    </Paper>
  );
}

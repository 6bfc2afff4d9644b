"use client";

import { ActionIcon, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { Link } from "@/components/common/link";
import { useCan } from "@/components/common/me-context";
import { notifyDone } from "@/components/common/notify";
import type { JobDetail } from "@/lib/jobs/schema/detail";
import { DECISIONS, type Decision } from "@/lib/reviews/schema";

type Props = {
  job: JobDetail;
  picture: JobDetail["assets"][number];
  mayDecide: boolean;
  onDecide: (decision: Decision) => void;
  /** Null where nothing may be uploaded. */
  onUpload: (() => void) | null;
};

/** Everything that can be done with one picture. */
export function PictureMenu({ job, picture, mayDecide, onDecide, onUpload }: Props) {
  const t = useTranslations("jobs");
  const pictures = useTranslations("pictures");
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
        {onUpload ? <Menu.Item onClick={onUpload}>{pictures("upload.one")}</Menu.Item> : null}
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

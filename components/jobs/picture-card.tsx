"use client";

import { Button, Group, Text, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { useFileDialog } from "@mantine/hooks";
import { IconCheck, IconX } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useCan } from "@/components/common/me-context";
import { DropPlace } from "@/components/pictures/drop-place";
import { Descendants } from "@/components/pictures/picture-family";
import { PictureState, PictureTile, useVersionWords } from "@/components/pictures/picture-tile";
import tiles from "@/components/pictures/pictures.module.css";
import type { JobDetail } from "@/lib/jobs/schema/detail";
import { MEDIA_TYPES } from "@/lib/pictures/rules";
import type { Lineage } from "@/lib/pictures/schema";
import type { Decision } from "@/lib/reviews/schema";
import { PictureMenu } from "./picture-menu";
import { useDecide } from "./use-decide";

type Picture = JobDetail["assets"][number];

const OPEN = new Set<Picture["state"]>(["open", "changes_requested", "withdrawn"]);

type QuickProps = { isPending: boolean; onDecide: (decision: Decision) => void };

function QuickButtons({ isPending, onDecide }: QuickProps) {
  const t = useTranslations("jobs");
  const common = { size: "compact-sm", px: 6, variant: "default", disabled: isPending } as const;
  return (
    <Group gap={6} grow preventGrowOverflow={false}>
      <Button {...common} leftSection={<IconCheck size={14} aria-hidden />} onClick={() => onDecide("approved")}>
        {t("decision.approved")}
      </Button>
      <Button {...common} leftSection={<IconX size={14} aria-hidden />} onClick={() => onDecide("rejected")}>
        {t("decision.rejected")}
      </Button>
    </Group>
  );
}

type Props = {
  job: JobDetail;
  picture: Picture;
  lineage: Lineage | undefined;
  onOpen: () => void;
  /** Null where nothing may be uploaded. */
  onFiles: ((files: readonly File[]) => void) | null;
};

/** One picture of a job: what it looks like, what was decided, where it went. */
export function PictureCard({ job, picture, lineage, onOpen, onFiles }: Props) {
  const t = useTranslations("jobs");
  const pictures = useTranslations("pictures");
  const words = useVersionWords();
  const mayDecide = useCan("reviews:decide") && job.state === "live";
  const { mutate, isPending } = useDecide(job.id);
  const decide = (decision: Decision) => mutate([{ index: picture.index, version: picture.version, decision }]);
  const dialog = useFileDialog({
    ...{ multiple: false, resetOnOpen: true, accept: MEDIA_TYPES.join(",") },
    onChange: (chosen) => onFiles?.([...(chosen ?? [])]),
  });
  const { index, version, state } = picture;
  const label = version > 1 ? { versionLabel: words(version, lineage?.versions.at(-1)) } : {};
  return (
    <li className={tiles.card} aria-label={t("page.picture", { number: index })}>
      <DropPlace className={tiles.drop} isOff={onFiles === null} onFiles={(files) => onFiles?.(files)}>
        <UnstyledButton className={tiles.open} onClick={onOpen}>
          {/* Its name begins with what it does and goes on with what the tile says. */}
          <VisuallyHidden>{pictures("open", { number: index })}</VisuallyHidden>
          <PictureTile picture={picture} facts={job} hidesState {...label} />
        </UnstyledButton>
        <Group justify="space-between" wrap="nowrap" gap="xs" align="flex-start">
          <div>
            <Text size="sm" fw={600}>
              {t("page.picture", { number: index })}
            </Text>
            <Text size="sm" role="status">
              <PictureState state={state} className={tiles.inline} />
            </Text>
          </div>
          <PictureMenu
            job={job}
            picture={picture}
            mayDecide={mayDecide}
            onDecide={decide}
            onUpload={onFiles ? dialog.open : null}
          />
        </Group>
        {mayDecide && OPEN.has(state) ? <QuickButtons isPending={isPending} onDecide={decide} /> : null}
        {lineage ? <Descendants picture={lineage} /> : null}
      </DropPlace>
    </li>
  );
}

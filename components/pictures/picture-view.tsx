"use client";

import { Alert, Anchor, Button, Group, Modal, SegmentedControl, Stack, Text } from "@mantine/core";
import { IconWorldOff } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { confirm } from "@/components/common/confirm";
import { Link } from "@/components/common/link";
import { useCan } from "@/components/common/me-context";
import { notifyDone, notifyFailed } from "@/components/common/notify";
import { useFormat } from "@/components/common/use-format";
import { jobsKey } from "@/lib/jobs/queries";
import { removePicture } from "@/lib/pictures/queries";
import type { Lineage, PictureVersion } from "@/lib/pictures/schema";
import { Descendants, SourceLine } from "./picture-family";
import { PictureState, PictureTile, useVersionWords } from "./picture-tile";
import classes from "./pictures.module.css";

/** Why the address of a version is not asked, and who can change that. */
export function HostNote({ host }: { host: string }) {
  const t = useTranslations("pictures");
  const isAdmin = useCan("organization:manage");
  return (
    <Alert color="gray" variant="light" icon={<IconWorldOff aria-hidden />}>
      {t("hostNotAllowed", { host })}{" "}
      {isAdmin ? (
        <Anchor component={Link} size="sm" href={"/settings/organization" as Route}>
          {t("allowHost")}
        </Anchor>
      ) : (
        t("askAdmin")
      )}
    </Alert>
  );
}

function VersionFacts({ picture, shown }: { picture: Lineage; shown: PictureVersion }) {
  const t = useTranslations("pictures");
  const jobs = useTranslations("jobs");
  const { dateTime } = useFormat();
  const { decision, jobId, kind, model } = shown;
  return (
    <Stack gap="xs">
      <Text size="sm">
        {[jobs(`kind.${kind}`), model, dateTime(shown.createdAt)].filter(Boolean).join(" · ")}
        {shown.voided ? ` · ${jobs("flag.void")}` : null}
        {jobId !== null && jobId !== picture.jobId ? (
          <>
            {" · "}
            <Anchor component={Link} size="sm" href={`/jobs/${jobId}` as Route}>
              {t("openJob")}
            </Anchor>
          </>
        ) : null}
      </Text>
      {decision ? (
        <Text size="sm" component="div">
          <PictureState state={decision.decision} className={classes.inline} />{" "}
          {t("decidedBy", { name: decision.by ?? t("system"), time: dateTime(decision.at) })}
          {decision.reason || decision.comment ? (
            <Text size="sm" c="dimmed">
              {[decision.reason, decision.comment].filter(Boolean).join(" · ")}
            </Text>
          ) : null}
        </Text>
      ) : (
        <Text size="sm" c="dimmed">
          {t("undecided")}
        </Text>
      )}
      {shown.hostNotAllowed ? <HostNote host={shown.hostNotAllowed} /> : null}
    </Stack>
  );
}

/** One picture large, version by version, with what it came from and what came from it. */
export function PictureView({
  picture,
  mayChange,
  onClose,
}: {
  picture: Lineage | null;
  mayChange: boolean;
  onClose: () => void;
}) {
  const t = useTranslations("pictures");
  return (
    <Modal
      opened={picture !== null}
      onClose={onClose}
      size="xl"
      title={picture ? t("picture", { number: picture.index }) : null}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      {picture ? <Opened key={picture.id} picture={picture} mayChange={mayChange} /> : null}
    </Modal>
  );
}

/** Takes an uploaded file away; the picture itself, its cost and its decisions stay. */
function RemoveFile({ id, version }: { id: string; version: number }) {
  const t = useTranslations("pictures.remove");
  const client = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: () => removePicture({ id, version }),
    onSuccess: () => notifyDone(t("done")),
    onError: (error) => notifyFailed(error, t("failed")),
    onSettled: () => client.invalidateQueries({ queryKey: jobsKey }),
  });
  async function ask() {
    const question = { title: t("title"), body: t("body"), confirmLabel: t("confirm"), danger: true };
    if (await confirm(question)) mutate();
  }
  return (
    <Group>
      <Button size="xs" variant="default" loading={isPending} onClick={() => void ask()}>
        {t("button")}
      </Button>
    </Group>
  );
}

function Opened({ picture, mayChange }: { picture: Lineage; mayChange: boolean }) {
  const t = useTranslations("pictures");
  const words = useVersionWords();
  const [version, setVersion] = useState(picture.version);
  const shown = picture.versions.find((one) => one.version === version) ?? picture.versions.at(-1);
  if (!shown) return null;
  const tile = { ...picture, version, pictureTag: shown.pictureTag };
  return (
    <Stack gap="md">
      {picture.versions.length > 1 ? (
        <SegmentedControl
          aria-label={t("versions")}
          value={String(version)}
          onChange={(value) => setVersion(Number(value))}
          data={picture.versions.map((one) => ({ value: String(one.version), label: words(one.version, one) }))}
        />
      ) : null}
      <div className={classes.large}>
        <PictureTile picture={tile} facts={shown} size="full" version={version} hidesState />
      </div>
      <VersionFacts picture={picture} shown={shown} />
      {mayChange && shown.uploaded ? <RemoveFile id={picture.id} version={version} /> : null}
      <Group align="flex-start" gap="xl">
        {picture.source ? <SourceLine source={picture.source} label={t("madeFrom")} /> : null}
        <Descendants picture={picture} />
      </Group>
    </Stack>
  );
}

"use client";

import {
  type Icon,
  IconArrowBackUp,
  IconCheck,
  IconChecks,
  IconCircleDashed,
  IconPencil,
  IconX,
} from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFormat } from "@/components/common/use-format";
import type { Job } from "@/lib/jobs/schema";
import { pictureUrl } from "@/lib/pictures/queries";
import classes from "./pictures.module.css";

type State = Job["assets"][number]["state"];

type TilePicture = {
  id: string;
  /** Its number within the job. */
  index: number;
  version: number;
  state: State;
  /** Null: there is nothing to show. */
  pictureTag: string | null;
};

/** What the neutral tile says of a picture that cannot be shown. */
type TileFacts = {
  model: string | null;
  width: number | null;
  height: number | null;
  steps: number | null;
};

/** A colour, a sign and a word: none of them alone. */
const LOOK: Record<State, { Sign: Icon; tone: string | undefined }> = {
  open: { Sign: IconCircleDashed, tone: classes.unknown },
  approved: { Sign: IconCheck, tone: classes.fine },
  approved_with_changes: { Sign: IconChecks, tone: classes.fine },
  changes_requested: { Sign: IconPencil, tone: classes.near },
  rejected: { Sign: IconX, tone: classes.over },
  withdrawn: { Sign: IconArrowBackUp, tone: classes.unknown },
};

/** The state of a picture in a small line of its own, for places without a tile. */
export function PictureState({ state, className }: { state: State; className?: string | undefined }) {
  const t = useTranslations("jobs.pictureState");
  const { Sign, tone } = LOOK[state];
  return (
    <span className={[tone, className].filter(Boolean).join(" ")}>
      <Sign size={14} stroke={2.25} aria-hidden /> <span>{t(state)}</span>
    </span>
  );
}

/** "version 2 (2× upscale)" */
export function useVersionWords() {
  const t = useTranslations("pictures");
  const { quantity } = useFormat();
  return (version: number, made?: { kind: Job["kind"]; upscaleFactor: number | null } | null) => {
    if (!made || version === 1) return t("version", { version });
    if (made.kind !== "upscale") return t("versionBy", { version, how: t("postprocess") });
    const how =
      made.upscaleFactor === null ? t("upscale") : t("upscaleBy", { factor: quantity(String(made.upscaleFactor)) });
    return t("versionBy", { version, how });
  };
}

function Neutral({ picture, facts, isBroken }: { picture: TilePicture; facts?: TileFacts; isBroken: boolean }) {
  const t = useTranslations("pictures");
  const { count } = useFormat();
  const { model = null, width = null, height = null, steps = null } = facts ?? {};
  return (
    <span className={classes.neutral}>
      <span className={classes.number}>{picture.index}</span>
      {model === null ? null : <span>{model}</span>}
      {width === null || height === null ? null : (
        <span>{t("size", { width: count(width), height: count(height) })}</span>
      )}
      {steps === null ? null : <span>{t("steps", { steps })}</span>}
      {isBroken ? <span>{t("broken")}</span> : null}
    </span>
  );
}

type Props = {
  picture: TilePicture;
  facts?: TileFacts;
  /** Of the version that is shown, where it is not the first: from `useVersionWords`. */
  versionLabel?: string;
  /** Default: a small one. */
  size?: "thumb" | "full";
  /** Only this version; default: the newest that has a picture. */
  version?: number;
  /** Where the state stands elsewhere. */
  hidesState?: boolean;
};

/** A picture, or a neutral tile with its number and what made it, in the same place and size. */
export function PictureTile({ picture, facts, versionLabel, size = "thumb", version, hidesState = false }: Props) {
  const t = useTranslations("pictures");
  const { id, index, state, pictureTag } = picture;
  const src = pictureTag === null ? null : pictureUrl(id, tileAddress({ tag: pictureTag, size, version }));
  const [broken, setBroken] = useState<string | null>(null);
  const shows = src !== null && broken !== src;
  return (
    <span className={[classes.tile, state === "rejected" ? classes.isRejected : null].filter(Boolean).join(" ")}>
      {shows ? (
        // biome-ignore lint/performance/noImgElement: the picture has rights of its own, which an optimizer's cache would not ask
        <img
          className={classes.image}
          src={src}
          alt={t("picture", { number: index })}
          loading="lazy"
          decoding="async"
          draggable={false}
          onError={() => setBroken(src)}
        />
      ) : (
        <Neutral picture={picture} isBroken={src !== null} {...(facts ? { facts } : {})} />
      )}
      {versionLabel ? (
        <span className={`${classes.chip} ${classes.version}`}>
          <span>{versionLabel}</span>
        </span>
      ) : null}
      {hidesState ? null : <PictureState state={state} className={`${classes.chip} ${classes.state}`} />}
    </span>
  );
}

function tileAddress({ tag, size, version }: { tag: string; size: "thumb" | "full"; version: number | undefined }) {
  return { tag, ...(size === "thumb" ? { size } : {}), ...(version === undefined ? {} : { version }) };
}

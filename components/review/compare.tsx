"use client";

import { Badge, Button, Modal, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Amount } from "@/components/common/amount";
import { NotRenewed, NotYet } from "@/components/common/answered";
import { useCan } from "@/components/common/me-context";
import { Loading } from "@/components/common/states";
import { siblingsQuery } from "@/lib/reviews/queries";
import type { AssetState } from "@/lib/reviews/rules";
import type { QueuedAsset } from "@/lib/reviews/schema";
import type { Board } from "./board";
import type { OutboxEntry } from "./outbox";
import { ReviewPicture } from "./review-picture";
import { placeOf, type Session, shownState } from "./session";
import classes from "./tiles.module.css";
import { STATE_COLOR, usePictureName } from "./words";

function Candidate({
  row,
  state,
  isActive,
  onTake,
}: {
  row: QueuedAsset;
  state: AssetState;
  isActive: boolean;
  /** Null: it is not on the board. */
  onTake: (() => void) | null;
}) {
  const t = useTranslations("review");
  const tj = useTranslations("jobs");
  const nameOf = usePictureName();
  const name = nameOf(row);
  const mayDecide = useCan("reviews:decide");
  return (
    <li className={classes.candidate} data-active={isActive || undefined}>
      <ReviewPicture row={row} />
      <div className={classes.candidateFacts}>
        <Text size="sm" fw={600} component="div">
          {t("candidate", { number: row.index, round: row.iteration ?? 1 })}
        </Text>
        <Text size="xs" c="dimmed">
          {[row.model ?? row.provider.name, row.stage ? tj(`stage.${row.stage}`) : null].filter(Boolean).join(" · ")}
        </Text>
        <div className={classes.candidateFoot}>
          <Badge size="sm" variant="light" color={STATE_COLOR[state]}>
            {tj(`pictureState.${state}`)}
          </Badge>
          <Amount value={row.cost} currency={row.currency} className={classes.figure} />
        </div>
        {onTake && mayDecide ? (
          <Button size="compact-sm" variant="default" fullWidth onClick={onTake} aria-label={t("goToNamed", { name })}>
            {t("goTo")}
          </Button>
        ) : null}
      </div>
    </li>
  );
}

type Props = {
  board: Board;
  session: Session;
  pending: ReadonlyMap<string, OutboxEntry>;
  opened: boolean;
  onClose: () => void;
};

/** What competes with one another, side by side with its cost: the chosen pictures, else those of the motif or job. */
export function Compare({ opened, onClose, ...stands }: Props) {
  const t = useTranslations("review");
  const tc = useTranslations("common");
  const { session } = stands;
  const active = session.rows[placeOf(session)];
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      fullScreen
      title={active?.motif ? t("compareOf", { motif: active.motif.name }) : t("compare")}
      closeButtonProps={{ "aria-label": tc("close") }}
    >
      {opened && active ? <Candidates {...stands} active={active} onClose={onClose} /> : null}
    </Modal>
  );
}

type CandidatesProps = Omit<Props, "opened"> & { active: QueuedAsset };

function Candidates({ board, session, pending, active, onClose }: CandidatesProps) {
  const t = useTranslations("review");
  const { chosen, rows } = session;
  const own = chosen.size > 1 ? rows.filter(({ id }) => chosen.has(id)) : null;
  const params = active.motif ? { motif: `${active.campaign.code}/${active.motif.code}` } : { job: active.jobId };
  const query = useQuery({ ...siblingsQuery(params), enabled: own === null });
  const shown = own ?? query.data?.data ?? [];

  function take(id: string): void {
    board.goTo(id);
    onClose();
  }
  return (
    <>
      {own === null ? (
        <>
          <NotRenewed of={query} />
          {query.data ? null : (
            <NotYet of={query}>
              <Loading rows={6} />
            </NotYet>
          )}
        </>
      ) : null}
      <ul className={classes.candidates} aria-label={t("compare")}>
        {shown.map((row) => (
          <Candidate
            key={row.id}
            row={row}
            state={shownState(row, pending)}
            isActive={row.id === active.id}
            onTake={rows.some(({ id }) => id === row.id) ? () => take(row.id) : null}
          />
        ))}
      </ul>
    </>
  );
}

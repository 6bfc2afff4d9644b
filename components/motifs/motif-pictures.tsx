"use client";

import { Anchor, Badge, Group, Paper, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { Amount } from "@/components/common/amount";
import { Answered } from "@/components/common/answered";
import { Link } from "@/components/common/link";
import { Loading } from "@/components/common/states";
import { ReviewPicture } from "@/components/review/review-picture";
import { STATE_COLOR } from "@/components/review/words";
import type { Motif } from "@/lib/dimensions/schema";
import { withQuery } from "@/lib/http/with-query";
import { siblingsQuery } from "@/lib/reviews/queries";
import classes from "./motifs.module.css";

/** The newest pictures of the motif with their state and cost; all of them are on the review board. */
export function MotifPictures({ motif, campaign }: { motif: Motif; campaign: string }) {
  const t = useTranslations("review.motif");
  const tr = useTranslations("review");
  const tj = useTranslations("jobs");
  const key = `${campaign}/${motif.code}`;
  const query = useQuery(siblingsQuery({ motif: key, order: "newest", limit: 16 }));
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="motif-pictures-title">
      <Group justify="space-between" mb="sm">
        <Title order={2} id="motif-pictures-title">
          {t("pictures")}
        </Title>
        <Anchor component={Link} size="sm" href={withQuery("/review", { motif: key, state: "all" }) as Route}>
          {t("allPictures")}
        </Anchor>
      </Group>
      <Answered of={query} loading={<Loading rows={6} />}>
        {({ data: pictures }) =>
          pictures.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t("picturesNone")}
            </Text>
          ) : (
            <ul className={classes.pictures}>
              {pictures.map((row) => (
                <li key={row.id} className={classes.card}>
                  <Link href={`/jobs/${row.jobId}` as Route} className={classes.cardLink}>
                    <ReviewPicture row={row} />
                  </Link>
                  <div className={classes.cardFoot}>
                    <Text size="xs" c="dimmed">
                      {tr("round", { round: row.iteration ?? 1 })}
                    </Text>
                    <Amount value={row.cost} currency={row.currency} className={classes.cardCost} />
                  </div>
                  <Badge size="sm" variant="light" color={STATE_COLOR[row.state]} m="0 0.5rem 0.5rem">
                    {tj(`pictureState.${row.state}`)}
                  </Badge>
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
    </Paper>
  );
}

import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { MotifPage } from "@/components/motifs/motif-page";
import { requireActor } from "@/lib/auth/session";
import type { Actor } from "@/lib/core/actor";
import { AppError } from "@/lib/core/errors";
import { motifQuery } from "@/lib/dimensions/queries";
import { motifs } from "@/lib/dimensions/service/motifs";
import { getQueryClient } from "@/lib/http/query-client";
import { motifRoundsQuery } from "@/lib/jobs/queries";
import { roundsOfMotif } from "@/lib/jobs/service/rounds";
import { commentsQuery } from "@/lib/reviews/queries";
import { commentsOn } from "@/lib/reviews/service/comments";

type Props = { params: Promise<{ id: string }> };

/** Null: there is no such motif, or none that the asker may see. */
async function motifOf(actor: Actor, id: string) {
  if (!z.uuid().safeParse(id).success) return null;
  try {
    return { rounds: await roundsOfMotif(actor, { id }), motif: await motifs.one(actor, { id }) };
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  }
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [actor, { id }] = await Promise.all([requireActor(), params]);
  return { title: (await motifOf(actor, id))?.motif.name ?? "" };
}

export default async function Motif({ params }: Props) {
  const [actor, { id }] = await Promise.all([requireActor(), params]);
  const found = await motifOf(actor, id);
  if (!found) notFound();
  const client = getQueryClient();
  client.setQueryData([...motifQuery(id).queryKey], found.motif);
  client.setQueryData([...motifRoundsQuery(id).queryKey], found.rounds);
  client.setQueryData([...commentsQuery(id).queryKey], await commentsOn(actor, { id }));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <MotifPage id={id} />
    </HydrationBoundary>
  );
}

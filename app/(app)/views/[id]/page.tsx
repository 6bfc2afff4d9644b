import type { Route } from "next";
import { notFound, redirect } from "next/navigation";
import { requireActor } from "@/lib/auth/session";
import { viewById } from "@/lib/views/schema";
import { oneView } from "@/lib/views/service";

/** The lasting address of a saved view: it leads to what the view shows today. */
export default async function ViewPage({ params }: { params: Promise<{ id: string }> }) {
  const [actor, asked] = await Promise.all([requireActor(), params]);
  const wanted = viewById.safeParse(asked);
  if (!wanted.success) notFound();
  const view = await oneView(actor, wanted.data).catch(() => null);
  if (!view) notFound();
  redirect(view.href as Route);
}

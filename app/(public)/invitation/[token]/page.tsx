import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AcceptInvitation } from "@/components/people/accept-invitation";
import type { OpenInvitation } from "@/lib/auth/schema/people";
import { openInvitation } from "@/lib/auth/service/invitations";
import { personById } from "@/lib/auth/service/people";
import { currentPersonId } from "@/lib/auth/session";
import { AppError } from "@/lib/core/errors";

type Props = {
  params: Promise<{ token: string }>;
  searchParams: Promise<{ name?: string | string[] }>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.signUp");
  return { title: t("organization"), referrer: "no-referrer" };
}

async function lookUp(token: string): Promise<OpenInvitation | null> {
  try {
    return await openInvitation(token);
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  }
}

export default async function InvitationPage({ params, searchParams }: Props) {
  const [{ token }, { name }, personId] = await Promise.all([params, searchParams, currentPersonId()]);
  const person = personId === null ? null : await personById(personId);
  return (
    <AcceptInvitation
      token={token}
      invitation={await lookUp(token)}
      signedInAs={person?.email ?? null}
      name={typeof name === "string" ? name.slice(0, 200) : ""}
    />
  );
}

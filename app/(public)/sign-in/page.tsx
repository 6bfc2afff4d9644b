import type { Metadata, Route } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { SignInForm } from "@/components/people/sign-in-form";
import { safeNext } from "@/lib/auth/rules";
import { personById } from "@/lib/auth/service/people";
import { currentActor, currentPersonId } from "@/lib/auth/session";
import { signUpIsOpen } from "@/lib/founding/service";

type Props = { searchParams: Promise<{ next?: string | string[]; expired?: string; changed?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.signIn");
  return { title: t("title") };
}

export default async function SignInPage({ searchParams }: Props) {
  const { next, expired, changed } = await searchParams;
  const wanted = safeNext(typeof next === "string" ? next : null);
  if (await currentActor()) redirect(wanted as Route);
  const personId = await currentPersonId();
  const person = personId === null ? null : await personById(personId);
  const invited = wanted.startsWith("/invitation/");
  // Who is signed in without a membership came for an invitation, or has lost access.
  if (person && invited) redirect(wanted as Route);
  return (
    <SignInForm
      next={wanted}
      note={changed ? "changed" : expired && !person ? "expired" : null}
      withoutAccess={person?.email ?? null}
      mayFound={await signUpIsOpen()}
    />
  );
}

import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SignUpClosed } from "@/components/people/sign-up-closed";
import { SignUpForm } from "@/components/people/sign-up-form";
import { personById } from "@/lib/auth/service/people";
import { currentPersonId } from "@/lib/auth/session";
import { signUpIsOpen } from "@/lib/founding/service";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.signUp");
  return { title: t("title") };
}

export default async function SignUpPage() {
  if (!(await signUpIsOpen())) return <SignUpClosed />;
  const personId = await currentPersonId();
  const person = personId === null ? null : await personById(personId);
  return <SignUpForm signedInAs={person?.email ?? null} />;
}

import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ForgotForm } from "@/components/people/forgot-form";
import { mailIsSet } from "@/lib/server/mail";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.forgot");
  return { title: t("title") };
}

export default function ForgotPasswordPage() {
  return <ForgotForm byMail={mailIsSet()} />;
}

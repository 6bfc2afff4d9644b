import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AccountPage } from "@/components/people/account-page";
import { signUpIsOpen } from "@/lib/founding/service";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.account");
  return { title: t("title") };
}

export default async function Page() {
  return <AccountPage mayFound={await signUpIsOpen()} />;
}

import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { JobLogger } from "@/components/jobs/job-logger";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("jobs");
  return { title: t("form.title") };
}

const one = (value: string | string[] | undefined) => (typeof value === "string" && value !== "" ? value : null);

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function NewJobPage({ searchParams }: Props) {
  const { again, source } = await searchParams;
  return <JobLogger again={one(again)} source={one(source)} />;
}

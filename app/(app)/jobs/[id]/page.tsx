import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { JobPage } from "@/components/jobs/job-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("jobs");
  return { title: t("job") };
}

export default async function OneJobPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <JobPage id={id} />;
}

import { useTranslations } from "next-intl";
import { Link } from "./link";
import { PageNote } from "./page-note";

/** An address that leads nowhere, or to what another organization owns. */
export function PageMissing() {
  const t = useTranslations("errors");
  return (
    <PageNote title={t("notFoundTitle")} hint={t("notFoundHint")} action={<Link href="/overview">{t("home")}</Link>} />
  );
}

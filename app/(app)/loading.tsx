import { PageLoading } from "@/components/common/page-loading";

/** The frame stays and answers at once; the page's place is held while its figures are asked for. */
export default function AppLoading() {
  return <PageLoading />;
}

import { PageMissing } from "@/components/common/page-missing";

/** Within the frame, so that the way to the other pages stays. */
export default function NotFound() {
  return <PageMissing />;
}

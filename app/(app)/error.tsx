"use client";

import { PageFailed } from "@/components/common/page-failed";

/** Within the frame, so that the way to the other pages stays. */
export default function AppError(props: { error: Error & { digest?: string }; reset: () => void }) {
  return <PageFailed {...props} />;
}

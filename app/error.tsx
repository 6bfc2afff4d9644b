"use client";

import { PageFailed } from "@/components/common/page-failed";

export default function RootError(props: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main id="content">
      <PageFailed {...props} />
    </main>
  );
}

"use client";

import { Center } from "@mantine/core";
import { PageFailed } from "@/components/common/page-failed";

export default function RootError(props: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <Center component="main" id="content" mih="60vh">
      <PageFailed {...props} />
    </Center>
  );
}

"use client";

import { Alert, Card, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconInfoCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";

type Props = { title: string; intro?: ReactNode; children?: ReactNode; width?: number };

/** The one card of a page for people who are not signed in. */
export function PublicCard({ title, intro, children, width = 400 }: Props) {
  return (
    <Card p="xl" w="100%" maw={width} shadow="xs">
      <Stack gap="md">
        <Stack gap={4}>
          <Title order={1}>{title}</Title>
          {intro ? (
            <Text c="dimmed" size="sm">
              {intro}
            </Text>
          ) : null}
        </Stack>
        {children}
      </Stack>
    </Card>
  );
}

export function Problem({ text }: { text: string | null }) {
  if (text === null) return null;
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle aria-hidden />} role="alert">
      {text}
    </Alert>
  );
}

export function Note({ children }: { children: ReactNode }) {
  return (
    <Alert color="teal" variant="light" icon={<IconInfoCircle aria-hidden />} role="status">
      {children}
    </Alert>
  );
}

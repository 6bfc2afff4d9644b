"use client";

import { Anchor, Stack, Text, Tooltip } from "@mantine/core";
import { useTranslations } from "next-intl";

type Props = {
  source: string | null;
  note: string | null;
  author: { kind: "member" | "api_key" | "system"; name: string | null };
};

/** Where a figure comes from: a link where it is one, the note on hover and focus, who wrote it. */
export function SourceNote({ source, note, author }: Props) {
  const t = useTranslations("prices");
  const by = author.name ?? (author.kind === "system" ? t("by.system") : null);
  return (
    <Stack gap={0}>
      <Tooltip label={note} disabled={!note} multiline maw={360} events={{ hover: true, focus: true, touch: true }}>
        <div>
          <Source source={source} />
        </div>
      </Tooltip>
      {by ? (
        <Text size="xs" c="dimmed" truncate>
          {by}
        </Text>
      ) : null}
    </Stack>
  );
}

function Source({ source }: { source: string | null }) {
  if (source === null) return <Text size="sm">–</Text>;
  const isLink = /^https?:\/\/\S+$/.test(source);
  if (!isLink)
    return (
      <Text size="sm" lineClamp={2} title={source}>
        {source}
      </Text>
    );
  return (
    <Anchor href={source} target="_blank" rel="noreferrer" size="sm" display="block" truncate title={source}>
      {new URL(source).hostname}
    </Anchor>
  );
}

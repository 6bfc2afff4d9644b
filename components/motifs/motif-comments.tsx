"use client";

import { Button, Paper, Stack, Text, Textarea, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { useCan } from "@/components/common/me-context";
import { notifyFailed } from "@/components/common/notify";
import { useFormat } from "@/components/common/use-format";
import { addComment, commentsQuery } from "@/lib/reviews/queries";
import classes from "./motifs.module.css";

/** What people said, oldest first. What was typed stays until it is stored. */
export function MotifComments({ id }: { id: string }) {
  const t = useTranslations("review.motif");
  const ts = useTranslations("review");
  const format = useFormat();
  const client = useQueryClient();
  const mayComment = useCan("jobs:log");
  const [text, setText] = useState("");
  // A repeat after a lost answer says nothing twice.
  const [key, renewKey] = useState(() => crypto.randomUUID());
  const { data } = useQuery({ ...commentsQuery(id), staleTime: 30_000 });
  const { mutate, isPending } = useMutation({
    mutationFn: () => addComment({ motif: id, text: text.trim(), idempotencyKey: key }),
    onSuccess: (comments) => {
      client.setQueryData(commentsQuery(id).queryKey, comments);
      setText("");
      renewKey(crypto.randomUUID());
    },
    onError: (error) => notifyFailed(error, t("commentFailed")),
  });
  const comments = data?.data ?? [];
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="comments-title">
      <Title order={2} id="comments-title" mb="sm">
        {t("comments")}
      </Title>
      {comments.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t("noComments")}
        </Text>
      ) : (
        <ol className={classes.comments}>
          {comments.map((comment) => (
            <li key={comment.id}>
              <Text size="sm" component="div">
                <strong>{comment.by ?? ts("system")}</strong>{" "}
                <span className={classes.quiet}>{format.dateTime(comment.at)}</span>
              </Text>
              <Text size="sm" className={classes.words}>
                {comment.text}
              </Text>
            </li>
          ))}
        </ol>
      )}
      {mayComment ? (
        <form
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            if (text.trim() !== "") mutate();
          }}
        >
          <Stack gap="xs" mt="md" align="flex-start">
            <Textarea
              w="100%"
              label={t("say")}
              autosize
              minRows={2}
              maxRows={10}
              maxLength={4_000}
              value={text}
              onChange={({ currentTarget }) => {
                setText(currentTarget.value);
                renewKey(crypto.randomUUID());
              }}
            />
            <Button type="submit" size="sm" variant="default" loading={isPending} disabled={text.trim() === ""}>
              {t("send")}
            </Button>
          </Stack>
        </form>
      ) : null}
    </Paper>
  );
}

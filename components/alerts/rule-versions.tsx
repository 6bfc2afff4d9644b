"use client";

import { Drawer, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { NotRenewed, NotYet } from "@/components/common/answered";
import { Loading } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import { versionsQuery } from "@/lib/alerts/queries";
import type { Rule, RuleVersion } from "@/lib/alerts/schema";
import classes from "./alerts.module.css";
import { useFieldWords } from "./use-field-words";
import { useRuleSentence } from "./use-rule-sentence";

/** Every version of a rule, with what each save changed, by whom and why. */
export function RuleVersions({ rule, onClose }: { rule: Rule | null; onClose: () => void }) {
  const t = useTranslations("alerts.rules");
  const common = useTranslations("common");
  return (
    <Drawer
      opened={rule !== null}
      onClose={onClose}
      position="right"
      size="lg"
      title={t("versionsOf", { name: rule?.name ?? "" })}
      closeButtonProps={{ "aria-label": common("close") }}
    >
      {rule ? <Versions id={rule.id} /> : null}
    </Drawer>
  );
}

function Versions({ id }: { id: string }) {
  const asked = useQuery(versionsQuery(id));
  const { data } = asked;
  if (!data)
    return (
      <NotYet of={asked}>
        <Loading rows={4} />
      </NotYet>
    );
  return (
    <Stack gap="lg">
      <NotRenewed of={asked} />
      {data.data.map((version) => (
        <Version key={version.version} version={version} />
      ))}
    </Stack>
  );
}

function Version({ version: { version, body, note, author, at, changes } }: { version: RuleVersion }) {
  const t = useTranslations("alerts");
  const format = useFormat();
  const sentence = useRuleSentence();
  const words = useFieldWords();
  return (
    <div className={classes.version}>
      <Text fw={600}>{t("rules.version", { version })}</Text>
      <p className={classes.sentence}>{sentence(body)}</p>
      {changes.length > 0 ? (
        <div className={classes.diff}>
          {changes.map(({ field, from, to }) => (
            <div key={field}>
              {words.name(field)}: <del>{words.value(field, from, body)}</del> →{" "}
              <ins>{words.value(field, to, body)}</ins>
            </div>
          ))}
        </div>
      ) : null}
      {note ? <Text size="sm">{t("rules.note", { note })}</Text> : null}
      <div className={classes.quiet}>
        {author.name ?? t("someone")}, {format.dateTime(at)}
      </div>
    </div>
  );
}

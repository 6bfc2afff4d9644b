"use client";

import { Alert, Button, Group, Select, Stack, Table, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useCan } from "@/components/common/me-context";
import { listQuery } from "@/lib/dimensions/queries";
import { isOffered } from "@/lib/dimensions/rules";
import type { CodeList, Decisions, Questions } from "@/lib/intake/schema";
import { KINDS, STAGES, STATUSES } from "@/lib/jobs/rules/vocabulary";
import type { DecisionProps } from "./gap-fields";
import { answerToText, textToAnswer, withCode } from "./mapping";

type Asked = Questions["codes"][number];
type Option = { value: string; label: string };

const LISTS = {
  campaign: "campaigns",
  market: "markets",
  channel: "channels",
  provider: "providers",
  wallet: "wallets",
  costCenter: "cost-centers",
} as const;
const isListed = (list: CodeList): list is keyof typeof LISTS => list in LISTS;

/** What a value of this list can be said to be: our own codes, or the words of a closed list. */
function useTargets(list: CodeList): Option[] {
  const t = useTranslations("imports");
  const { data } = useQuery({ ...listQuery(isListed(list) ? LISTS[list] : "campaigns"), enabled: isListed(list) });
  if (list === "kind") return KINDS.map((kind) => ({ value: `map:${kind}`, label: t(`jobKind.${kind}`) }));
  if (list === "stage") return STAGES.map((stage) => ({ value: `map:${stage}`, label: t(`jobStage.${stage}`) }));
  if (list === "status") return STATUSES.map((status) => ({ value: `map:${status}`, label: t(`jobStatus.${status}`) }));
  return (data ?? [])
    .filter((row) => isOffered(row) && !row.unassigned)
    .map(({ code, name }) => ({ value: `map:${code}`, label: name === code ? code : `${code} · ${name}` }));
}

/** Near matches stand first. */
function sorted(targets: readonly Option[], near: readonly string[]): Option[] {
  const rank = ({ value }: Option) => near.indexOf(value.slice("map:".length));
  const close = targets.filter((target) => rank(target) >= 0).sort((a, b) => rank(a) - rank(b));
  return [...close, ...targets.filter((target) => rank(target) < 0)];
}

function useActions({ list, canCreate, canUnassign }: Asked): Option[] {
  const t = useTranslations("imports");
  return [
    ...(canCreate ? [{ value: "create", label: t("create") }] : []),
    ...(canUnassign
      ? [{ value: "unassigned", label: t(list === "wallet" ? "useDefaultWallet" : "leaveUnassigned") }]
      : []),
  ];
}

function CodeRow({ asked, decisions, onChange }: DecisionProps & { asked: Asked }) {
  const t = useTranslations("imports");
  const targets = sorted(useTargets(asked.list), asked.near);
  const actions = useActions(asked);
  const given = decisions.codes?.[asked.list]?.[asked.value];
  const groups = [
    ...(actions.length > 0 ? [{ group: t("actions"), items: actions }] : []),
    { group: t("knownCodes"), items: targets },
  ];
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={500} style={{ overflowWrap: "anywhere" }}>
        {asked.value}
      </Table.Th>
      <Table.Td ta="right">{t("codeRows", { rows: asked.rows })}</Table.Td>
      <Table.Td miw={220}>
        <Select
          aria-label={t("codeAnswer", { value: asked.value })}
          placeholder={t("choose")}
          data={groups}
          value={answerToText(given)}
          onChange={(text) => onChange(withCode(decisions, asked.list, asked.value, textToAnswer(text)))}
          searchable
          clearable
          openOnFocus={false}
        />
      </Table.Td>
    </Table.Tr>
  );
}

/** The same answer for every word of a list that has none yet. */
function answerAll(decisions: Decisions, codes: readonly Asked[], answer: "create" | "unassigned"): Decisions {
  return codes.reduce(
    (all, { list, value }) => (all.codes?.[list]?.[value] ? all : withCode(all, list, value, { do: answer })),
    decisions,
  );
}

function ListAnswers({
  list,
  codes,
  decisions,
  onChange,
}: DecisionProps & { list: CodeList; codes: readonly Asked[] }) {
  const t = useTranslations("imports");
  const [first] = codes;
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Title order={3} size="h4">
          {t(`listHeading.${list}`)}
        </Title>
        <Group gap="xs">
          {first?.canCreate && codes.length > 1 ? (
            <Button size="compact-sm" variant="default" onClick={() => onChange(answerAll(decisions, codes, "create"))}>
              {t("createAll")}
            </Button>
          ) : null}
          {first?.canUnassign && codes.length > 1 ? (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => onChange(answerAll(decisions, codes, "unassigned"))}
            >
              {t("unassignAll")}
            </Button>
          ) : null}
        </Group>
      </Group>
      <Table.ScrollContainer minWidth={480}>
        <Table verticalSpacing={4} aria-label={t(`listHeading.${list}`)}>
          <Table.Tbody>
            {codes.map((asked) => (
              <CodeRow key={asked.value} asked={asked} decisions={decisions} onChange={onChange} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Stack>
  );
}

function TooMany({ questions, decisions, onChange }: DecisionProps & { questions: Questions }) {
  const t = useTranslations("imports");
  const canCreate = useCan("lists:write");
  const choices = (["refuse", "unassigned", ...(canCreate ? (["create"] as const) : [])] as const).map((choice) => ({
    value: choice as string,
    label: t(`othersChoice.${choice}`),
  }));
  return (
    <Stack gap="xs">
      {questions.tooMany.map(({ column }) => (
        <Alert key={column} color="yellow" variant="light">
          {t("tooMany", { column })}
        </Alert>
      ))}
      <Select
        label={t("others")}
        data={choices}
        value={decisions.others ?? "refuse"}
        onChange={(value) =>
          onChange({ ...decisions, others: (value ?? "refuse") as "refuse" | "create" | "unassigned" })
        }
        allowDeselect={false}
        maw={420}
      />
    </Stack>
  );
}

/** Each unknown word is asked about once: add it, take it for a known one, or leave it out. */
export function CodeAnswers({ questions, decisions, onChange }: DecisionProps & { questions: Questions }) {
  const t = useTranslations("imports");
  const canCreate = useCan("lists:write");
  const lists = [...new Set(questions.codes.map(({ list }) => list))];
  if (lists.length === 0 && questions.tooMany.length === 0) return null;
  return (
    <Stack>
      <div>
        <Title order={2}>{t("codesTitle")}</Title>
        <Text size="sm" c="dimmed">
          {t("codesHint")} {canCreate ? null : t("mustCreate")}
        </Text>
      </div>
      {lists.map((list) => (
        <ListAnswers
          key={list}
          list={list}
          codes={questions.codes.filter((asked) => asked.list === list)}
          decisions={decisions}
          onChange={onChange}
        />
      ))}
      {questions.tooMany.length > 0 ? (
        <TooMany questions={questions} decisions={decisions} onChange={onChange} />
      ) : null}
    </Stack>
  );
}

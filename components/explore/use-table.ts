"use client";

import { useQuery } from "@tanstack/react-query";
import { useValueName } from "@/components/kpi/use-value-name";
import { type KpiParams, someKpisQueryOptions } from "@/lib/kpi/queries";
import { type Asked, type PivotModel, type TableModel, toPivot, toTable } from "@/lib/kpi/rules/table";
import type { Dimension, KpiLimitedAnswer } from "@/lib/kpi/schema";
import { type ExploreScope, exploreQuestions } from "./url";

/** Never asked: the question has no such part. */
const NOTHING = { from: "2000-01-01", to: "2000-01-01" };

function useMaybe(question: KpiParams | null) {
  return useQuery({ ...someKpisQueryOptions(question ?? NOTHING), enabled: question !== null });
}

/**
 * Codes of rows that only the screen calls as somebody typed ("Entwurf" for draft): the rules, and the file, know codes
 * and names of the lists.
 */
function useCodesFor(scope: ExploreScope, groups: KpiLimitedAnswer | null, parts: KpiLimitedAnswer | null): string[] {
  const nameOf = useValueName();
  const wanted = scope.q.trim().toLowerCase();
  if (wanted === "") return [];
  const dimensions: [Dimension | null, KpiLimitedAnswer | null][] = [
    [scope.first, groups],
    [scope.second, parts],
  ];
  const codes = dimensions.flatMap(([dimension, answer]) =>
    dimension === null
      ? []
      : (answer?.groups ?? []).flatMap((group) => {
          const code = group.key[dimension] ?? null;
          const name = group.name?.[dimension] ?? null;
          const isFound = [code, name].some((text) => text?.toLowerCase().includes(wanted));
          return !isFound && nameOf(dimension, { code, name }).toLowerCase().includes(wanted) ? [code ?? ""] : [];
        }),
  );
  return [...new Set(codes)];
}

/**
 * The answer before stays on the screen while the next one comes, but only where it answers by the same dimensions and
 * holds what is asked for: a figure that is not there is not 0.
 */
function isTo(
  { fields = "" }: KpiParams,
  answer: KpiLimitedAnswer | undefined,
  dimensions: readonly (Dimension | null)[],
): answer is KpiLimitedAnswer {
  const [first] = answer?.groups ?? [];
  if (!answer || !fields.split(",").every((field) => field in answer.total)) return false;
  const wanted = dimensions.filter((one) => one !== null);
  return !first || (Object.keys(first.key).length === wanted.length && wanted.every((one) => one in first.key));
}

type Questions = ReturnType<typeof exploreQuestions>;

/** One question with what its answer is by; not asked: null. */
export function useAsked(question: KpiParams | null, dimensions: readonly (Dimension | null)[]) {
  const query = useMaybe(question);
  const isAsked = question !== null;
  return {
    query,
    isAsked,
    isReady: !isAsked || isTo(question, query.data, dimensions),
    answer: isAsked && isTo(question, query.data, dimensions) ? query.data : null,
  };
}

function useAnswers({ first, second }: ExploreScope, questions: Questions) {
  return {
    groups: useAsked(questions.groups, [first]),
    parts: useAsked(questions.parts, [first, second]),
    across: useAsked(questions.isAcross ? questions.across : null, [second]),
    groupsBefore: useAsked(questions.groupsBefore, [first]),
    partsBefore: useAsked(questions.partsBefore, [first, second]),
  };
}

/** Answers to different questions are not put beside each other: the earlier ones stay until all are there. */
function modelOf(answers: ReturnType<typeof useAnswers>, about: Asked): { table?: TableModel; pivot?: PivotModel } {
  const isReady = Object.values(answers).every((one) => one.isReady);
  const groups = answers.groups.answer;
  if (!isReady || !groups) return {};
  const parts = answers.parts.answer;
  const across = answers.across.answer;
  if (parts && across) return { pivot: toPivot({ groups, parts, across }, about) };
  const earlier = answers.groupsBefore.answer;
  const before = earlier ? { groups: earlier, parts: answers.partsBefore.answer } : null;
  return { table: toTable({ groups, parts }, before, about) };
}

/** The table's model from the API's answers, and how far they are. */
export function useTable(scope: ExploreScope) {
  const questions = exploreQuestions(scope);
  const answers = useAnswers(scope, questions);
  const asked = Object.values(answers)
    .filter(({ isAsked }) => isAsked)
    .map(({ query }) => query);
  const codes = useCodesFor(scope, answers.groups.answer, answers.parts.answer);
  return {
    ...modelOf(answers, {
      dimensions: scope.second ? [scope.first, scope.second] : [scope.first],
      sort: scope.sort,
      search: { text: scope.q, codes },
    }),
    answer: answers.groups.query.data,
    codes,
    days: questions.days,
    asked,
    isOld: asked.some(({ isPlaceholderData }) => isPlaceholderData),
  };
}

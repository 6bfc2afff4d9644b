import { expect, test } from "vitest";
import { exploreParsers } from "@/components/explore/url";
import { filterParsers } from "@/components/filters/url";
import { listParsers } from "@/components/jobs/list-params";
import { overviewParsers } from "@/components/overview/questions";
import { boardParsers } from "@/components/review/board-url";
import { wasteParsers } from "@/components/waste/questions";
import { VIEW_PARAMS } from "@/lib/views/rules";

test.each([
  ["overview", { ...filterParsers, ...overviewParsers }],
  ["explore", { ...filterParsers, ...exploreParsers }],
  ["jobs", { ...filterParsers, ...listParsers }],
  ["review", boardParsers],
  ["waste", { ...filterParsers, ...wasteParsers }],
] as const)("a view of %s keeps exactly what the page reads from its address", (page, parsers) => {
  expect(VIEW_PARAMS[page].toSorted()).toEqual(Object.keys(parsers).toSorted());
});

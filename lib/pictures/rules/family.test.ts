import { expect, test } from "vitest";
import type { Lineage } from "../schema";
import { madeFrom } from "./family";

const version = (over: Partial<Lineage["versions"][number]>): Lineage["versions"][number] => ({
  ...{ version: 1, jobId: "own", kind: "generation", model: null, width: null, height: null, steps: null },
  ...{ upscaleFactor: null, voided: false, createdAt: "2026-03-01T10:00:00.000Z", uploaded: false, urlKnown: false },
  ...{ hostNotAllowed: null, pictureTag: null, decision: null },
  ...over,
});
const relative = (over: Partial<Lineage["descendants"][number]>): Lineage["descendants"][number] => ({
  ...{ id: "x", jobId: "final", index: 1, version: 1, kind: "generation", stage: "final", model: "M" },
  ...{ state: "open", occurredAt: "2026-03-02T10:00:00.000Z", pictureTag: null },
  ...over,
});
const picture = (over: Partial<Lineage>): Lineage => ({
  ...{ id: "p", jobId: "own", index: 1, externalId: null, version: 1, state: "open", pictureTag: null },
  ...{ versions: [version({})], source: null, descendants: [], descendantCount: 0 },
  ...over,
});

test("two finals of one job are one line, an upscale between them in time is another; void and hidden ones are none", () => {
  const made = madeFrom("own", [
    picture({
      index: 2,
      versions: [
        version({}),
        version({ version: 2, jobId: "upscale", kind: "upscale", createdAt: "2026-03-01T12:00:00.000Z" }),
        version({ version: 3, jobId: "gone", kind: "upscale", voided: true }),
        version({ version: 4, jobId: null, kind: "upscale" }),
      ],
      descendants: [relative({ id: "a" }), relative({ id: "b", index: 2 })],
    }),
  ]);
  expect(made.map(({ jobId, from, count }) => [jobId, from, count])).toEqual([
    ["upscale", 2, null],
    ["final", 2, 2],
  ]);
});

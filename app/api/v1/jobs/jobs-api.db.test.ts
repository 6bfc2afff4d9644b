import { beforeAll, describe, expect, test } from "vitest";
import { createApiKey } from "@/lib/auth/service/api-keys";
import type { Actor } from "@/lib/core/actor";
import { db } from "@/lib/server/db";
import { aCatalogue, aJob, anOrganization } from "@/lib/testing/make";
import { GET as getJob } from "./[id]/route";
import { POST as postBatch } from "./batch/route";
import { GET as listJobs, POST as postJob } from "./route";

let actor: Actor;
let key: string;
const wholeRole = { scopes: null, costCenters: null, expiresAt: null };

beforeAll(async () => {
  actor = await anOrganization();
  await aCatalogue(actor);
  ({ key } = await createApiKey(actor, { name: "script", role: "controller", ...wholeRole }));
});

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
type Sent = {
  body?: unknown;
  raw?: BodyInit;
  headers?: Record<string, string>;
  params?: Record<string, string>;
  query?: string;
  bearer?: string;
};

async function call(
  handler: Handler,
  method: string,
  { body, raw, headers, params, query = "", bearer = key }: Sent = {},
) {
  const sends = method !== "GET";
  const request = new Request(`http://localhost:3000/api/v1/jobs${query}`, {
    method,
    headers: {
      authorization: `Bearer ${bearer}`,
      ...(sends ? { "content-type": "application/json" } : {}),
      ...headers,
    },
    ...(sends ? { body: raw ?? JSON.stringify(body) } : {}),
  });
  const response = await handler(request, { params: Promise.resolve(params ?? {}) });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const booked = () => db().job.count({ where: { organizationId: actor.organization.id } });

test("50 concurrent posts of one idempotency key book one job; 49 answers are replays of the first", async () => {
  const before = await booked();
  const headers = { "idempotency-key": "fifty" };
  const answers = await Promise.all(Array.from({ length: 50 }, () => call(postJob, "POST", { body: aJob(), headers })));
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  expect(answers.map(({ status }) => status)).toEqual(new Array(50).fill(201));
  expect(answers.filter(({ headers: h }) => h.get("idempotent-replayed") === "true")).toHaveLength(49);
  expect(await booked()).toBe(before + 1);
});

test("the same idempotency key with another body is a conflict; key order and spaces make no other body", async () => {
  const headers = { "idempotency-key": "other-body" };
  const first = await call(postJob, "POST", { body: aJob(), headers });
  const reordered = Object.fromEntries(Object.entries(aJob()).reverse());
  expect((await call(postJob, "POST", { raw: JSON.stringify(reordered, null, 3), headers })).body.id).toBe(
    first.body.id,
  );
  expect((await call(postJob, "POST", { body: aJob({ model: "x" }), headers })).status).toBe(409);
});

test("a refused write claims no key: the mended body goes through under the same key", async () => {
  const headers = { "idempotency-key": "mended" };
  expect((await call(postJob, "POST", { body: aJob({ campaign: "NOPE" }), headers })).status).toBe(422);
  expect((await call(postJob, "POST", { body: aJob(), headers })).status).toBe(201);
});

describe("bad input gets the right problem and nothing is booked", () => {
  const wrong: [string, Sent, number, string][] = [
    ["an unknown field", { body: { ...aJob(), colour: "red" } }, 422, "UNKNOWN_FIELD"],
    ["a wrong enum", { body: { ...aJob(), kind: "painting" } }, 422, "INVALID_VALUE"],
    ["a negative count", { body: { ...aJob(), imagesRequested: -1 } }, 422, "TOO_SMALL"],
    [
      "1e400 as a number",
      { raw: JSON.stringify(aJob()).replace('"imagesRequested":4', '"imagesRequested":1e400') },
      422,
      "INVALID_TYPE",
    ],
    ["NaN", { raw: JSON.stringify(aJob()).replace('"imagesRequested":4', '"imagesRequested":NaN') }, 400, ""],
    [
      "a 40-digit decimal",
      { body: aJob({ cost: { amount: "1".repeat(40), unit: "CREDITS" } }) },
      422,
      "INVALID_FORMAT",
    ],
    ["an amount in exponent form", { body: aJob({ cost: { amount: "1e3", unit: "CREDITS" } }) }, 422, "INVALID_FORMAT"],
    ["a negative amount", { body: aJob({ cost: { amount: "-1", unit: "CREDITS" } }) }, 422, "INVALID_FORMAT"],
    [
      "a float where money belongs",
      { body: { ...aJob(), cost: { amount: 24.5, unit: "CREDITS" } } },
      422,
      "INVALID_TYPE",
    ],
    ["a far past date", { body: aJob({ occurredAt: "1999-01-01T00:00:00Z" }) }, 422, "TOO_EARLY"],
    ["the year 0", { body: aJob({ occurredAt: "0000-01-01T00:00:00Z" }) }, 422, "TOO_EARLY"],
    ["a far future date", { body: aJob({ occurredAt: "9999-01-01T00:00:00Z" }) }, 422, ""],
    ["a time without zone", { body: aJob({ occurredAt: "2026-03-02T10:00:00" }) }, 422, "INVALID_FORMAT"],
    ["the 30th of February", { body: aJob({ occurredAt: "2026-02-30T10:00:00Z" }) }, 422, "INVALID_FORMAT"],
    ["a prompt of 30,000 characters", { body: aJob({ prompt: "x".repeat(30_000) }) }, 422, "TOO_BIG"],
    ["a zero byte in a prompt", { body: aJob({ prompt: "a\u0000b" }) }, 422, "INVALID_CHARACTER"],
    ["a prompt of 10 MB", { body: aJob({ prompt: "x".repeat(10 * 1024 * 1024) }) }, 413, ""],
    ["invalid UTF-8", { raw: new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]) }, 400, ""],
    ["broken JSON", { raw: '{"kind": ' }, 400, ""],
    ["a JSON list", { body: [aJob()] }, 422, "INVALID_TYPE"],
    ["null", { body: null }, 422, "INVALID_TYPE"],
    ["a form body", { body: aJob(), headers: { "content-type": "text/plain" } }, 415, ""],
    ["no stage", { body: aJob({ stage: undefined }) }, 422, "REQUIRED"],
    ["more decided than delivered", { body: aJob({ reviewed: { approved: 5 } }) }, 422, "MORE_THAN_DELIVERED"],
    [
      "a picture that is not there",
      { body: aJob({ sourceAsset: "01a20000-0000-7000-8000-000000000000" }) },
      422,
      "UNKNOWN_ASSET",
    ],
    [
      "a unit that does not exist",
      { body: { ...aJob(), cost: { amount: "1", unit: "POTATOES" } } },
      422,
      "INVALID_FORMAT",
    ],
    ["no key", { body: aJob(), bearer: "pxl_nothing" }, 401, ""],
  ];
  test.each(wrong)("%s", async (_, sent, status, code) => {
    const before = await booked();
    const answer = await call(postJob, "POST", sent);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.body).toMatchObject({ status, requestId: expect.any(String), title: expect.any(String) });
    if (code) expect(answer.body.errors.map((error: { code: string }) => error.code)).toContain(code);
    expect(JSON.stringify(answer.body)).not.toMatch(/SELECT|INSERT|at .*\.ts/);
    expect(await booked()).toBe(before);
  });
});

test("1001 jobs in a batch are refused whole", async () => {
  const before = await booked();
  expect((await call(postBatch, "POST", { body: { jobs: new Array(1001).fill(aJob()) } })).status).toBe(422);
  expect(await booked()).toBe(before);
});

test("a batch of 1,000 with every tenth row wrong books 900 and says why of 100", async () => {
  const jobs = Array.from({ length: 1000 }, (_, row) => aJob(row % 10 === 9 ? { market: "ATLANTIS" } : {}));
  const { status, body } = await call(postBatch, "POST", { body: { jobs } });
  expect([status, body.accepted, body.rejected.length, body.jobs.length]).toEqual([200, 900, 100, 900]);
  expect(body.rejected[0]).toMatchObject({ index: 9, errors: [{ path: "market", code: "UNKNOWN_CODE" }] });
});

test("another organization's job is 404, never 403; so is an id that nobody has", async () => {
  const other = await anOrganization();
  await aCatalogue(other);
  const theirs = (await createApiKey(other, { name: "x", role: "admin", ...wholeRole })).key;
  const { body } = await call(postJob, "POST", { body: aJob(), bearer: theirs });
  expect((await call(getJob, "GET", { params: { id: body.id } })).status).toBe(404);
  expect((await call(getJob, "GET", { params: { id: body.id }, bearer: theirs })).status).toBe(200);
});

test("the list pages by keyset without gaps or repeats, and an unknown parameter is an error", async () => {
  const seen: string[] = [];
  for (let cursor: string | null = null, page = 0; page === 0 || cursor; page += 1) {
    const query: string = `?limit=170${cursor ? `&cursor=${cursor}` : ""}`;
    const { body } = await call(listJobs, "GET", { query });
    seen.push(...body.data.map(({ id }: { id: string }) => id));
    cursor = body.nextCursor;
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.length).toBe(await booked());
  expect((await call(listJobs, "GET", { query: "?color=red" })).status).toBe(422);
  expect((await call(listJobs, "GET", { query: "?cursor=abc" })).status).toBe(422);
});

import { beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { csvEndpoint } from "./csv-endpoint";

vi.mock("@/lib/auth/session", () => ({ actorFrom: async () => ({ name: "Ada" }) }));
vi.mock("@/lib/server/env", () => ({ env: { DATABASE_POOL_MAX: 1 } }));
vi.mock("@/lib/server/logger", () => ({ log: { error: () => {}, warn: () => {} } }));
vi.mock("./endpoint", async () => ({ inputErrors: (error: z.ZodError) => error.issues.map(({ path }) => ({ path })) }));

const input = z.strictObject({ rows: z.coerce.number().int() });
const made: number[] = [];
beforeEach(() => {
  made.length = 0;
});

async function* lines(rows: number): AsyncGenerator<string> {
  for (let at = 1; at <= rows; at += 1) {
    if (at === 13) throw new Error("The database went away");
    made.push(at);
    yield `${at}\r\n`;
  }
}

const GET = csvEndpoint({ input, run: async (_actor, { rows }) => ({ name: "numbers.csv", pieces: lines(rows) }) });
const get = (query: string) => GET(new Request(`http://localhost/numbers.csv?${query}`));

test("a file is sent piece by piece, as a download", async () => {
  const response = await get("rows=3");
  expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(response.headers.get("content-disposition")).toBe('attachment; filename="numbers.csv"');
  expect(await response.text()).toBe("1\r\n2\r\n3\r\n");
});

test("pieces are made no faster than they are read", async () => {
  const response = await get("rows=10");
  await new Promise((done) => setTimeout(done, 20));
  expect(made.length).toBeLessThan(4);
  await response.body?.cancel();
});

test("a wrong parameter is problem+json", async () => {
  const response = await get("rows=many");
  expect(response.status).toBe(422);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
});

test("what fails before the first piece is problem+json, what fails later breaks the download off", async () => {
  const refuse = csvEndpoint({
    input,
    run: async () => {
      throw new AppError("forbidden", "No");
    },
  });
  expect((await refuse(new Request("http://localhost/?rows=1"))).status).toBe(403);
  const response = await get("rows=20");
  expect(response.status).toBe(200);
  await expect(response.text()).rejects.toThrow();
});

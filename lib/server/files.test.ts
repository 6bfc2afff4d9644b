import { createHash, createHmac } from "node:crypto";
import { mkdtempSync, readdirSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Files } from "./file-store";
import { removeAll } from "./files";
import { localFiles } from "./files-local";
import { s3Files } from "./files-s3";

const SECRET = vi.hoisted(() => {
  Object.assign(process.env, {
    ...{ DATABASE_URL: "postgresql://nobody@localhost/none", BASE_URL: "http://localhost:3000", LOG_LEVEL: "silent" },
    ...{ AUTH_SECRET: "only-for-tests-only-for-tests-only-for-tests", S3_REGION: "eu-test-1" },
    ...{ S3_ACCESS_KEY_ID: "AKTEST", S3_SECRET_ACCESS_KEY: "secret-of-the-test" },
  });
  return "secret-of-the-test";
});

// A small server that speaks as much of S3 as we use, and checks each signature by its own calculation.

const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
const hex = (data: string | Buffer) => createHash("sha256").update(data).digest("hex");

function isSigned(request: IncomingMessage, body: Buffer): boolean {
  const authorization = request.headers.authorization ?? "";
  const [, id, day, region, names = "", signature] =
    /^AWS4-HMAC-SHA256 Credential=(\w+)\/(\d{8})\/([\w-]+)\/s3\/aws4_request, SignedHeaders=([\w;-]+), Signature=(\w+)$/.exec(
      authorization,
    ) ?? [];
  const content = String(request.headers["x-amz-content-sha256"]);
  if (id !== "AKTEST" || region !== "eu-test-1" || content !== hex(body)) return false;
  const url = new URL(request.url ?? "", "http://x");
  const query = [...url.searchParams]
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .sort()
    .join("&");
  const headers = names.split(";").map((name) => `${name}:${String(request.headers[name]).trim()}\n`);
  const canonical = [request.method, url.pathname, query, headers.join(""), names, content].join("\n");
  const scope = `${day}/${region}/s3/aws4_request`;
  const wanted = ["AWS4-HMAC-SHA256", request.headers["x-amz-date"], scope, hex(canonical)].join("\n");
  const key = [region, "s3", "aws4_request"].reduce<Buffer>(
    (key, part) => hmac(key, part ?? ""),
    hmac(`AWS4${SECRET}`, day ?? ""),
  );
  return hmac(key, wanted).toString("hex") === signature;
}

type Stored = { body: Buffer; type: string | undefined };
const bucket = new Map<string, Stored>();
const said: string[] = [];

function listing(url: URL): string {
  const after = url.searchParams.get("continuation-token") ?? "";
  const keys = [...bucket.keys()].filter((key) => key.startsWith(url.searchParams.get("prefix") ?? "")).sort();
  const rest = keys.filter((key) => key > after);
  // Two to a page, so that whoever reads one page only misses the others.
  const page = rest.slice(0, 2);
  const contents = page.map(
    (key) =>
      `<Contents><Key>${key}</Key><LastModified>2026-03-01T10:00:00.000Z</LastModified><Size>${bucket.get(key)?.body.length}</Size></Contents>`,
  );
  const more = rest.length > 2 ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : "";
  return `<?xml version="1.0"?><ListBucketResult><IsTruncated>${rest.length > 2}</IsTruncated>${contents.join("")}${more}</ListBucketResult>`;
}

function answer(request: IncomingMessage, body: Buffer, response: ServerResponse): void {
  const url = new URL(request.url ?? "", "http://x");
  said.push(`${request.method} ${url.pathname}`);
  if (!isSigned(request, body))
    return void response.writeHead(403).end("<Error><Code>SignatureDoesNotMatch</Code></Error>");
  const key = url.pathname.replace(/^\/pictures\/?/, "");
  const found = bucket.get(key);
  if (request.method === "PUT") {
    bucket.set(key, { body, type: request.headers["content-type"] });
    response.writeHead(200, { etag: '"1"' }).end();
  } else if (request.method === "DELETE") {
    bucket.delete(key);
    response.writeHead(204).end();
  } else if (key === "") response.writeHead(200, { "content-type": "application/xml" }).end(listing(url));
  else if (!found)
    response.writeHead(404).end(request.method === "HEAD" ? "" : "<Error><Code>NoSuchKey</Code></Error>");
  else
    response.writeHead(200, { "content-length": found.body.length }).end(request.method === "HEAD" ? "" : found.body);
}

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  answer(request, Buffer.concat(chunks), response);
});

const folder = mkdtempSync(join(tmpdir(), "files-"));
process.env.DATA_DIR = folder;

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  process.env.S3_ENDPOINT = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const keysOf = async (store: Files, prefix: string) => {
  const keys = [];
  for await (const { key } of store.list(prefix)) keys.push(key);
  return keys.sort();
};

describe.each([
  ["a folder", () => localFiles("files")],
  ["a store that speaks S3", () => s3Files("pictures")],
] as const)("%s", (_, make) => {
  test("gives back what was put, byte for byte, in place of what was there", async () => {
    const store = make();
    await store.put("org-1/a", Buffer.from([0, 255, 1]), "image/png");
    await store.put("org-1/a", Buffer.from([9, 0, 9]), "image/png");
    expect(await store.get("org-1/a")).toEqual(Buffer.from([9, 0, 9]));
    expect([await store.has("org-1/a"), await store.has("org-1/none")]).toEqual([true, false]);
    expect(await store.get("org-1/none")).toBeNull();
    await store.remove("org-1/a");
    await store.remove("org-1/a");
    expect(await store.get("org-1/a")).toBeNull();
  });

  test("lists all of a prefix and removes it, and nothing beside it", async () => {
    const store = make();
    for (const key of ["org-2/a", "org-2/b", "org-2/c", "org-2/d", "org-2/e", "org-22/a"])
      await store.put(key, Buffer.from(key), "image/png");
    expect(await keysOf(store, "org-2/")).toEqual(["org-2/a", "org-2/b", "org-2/c", "org-2/d", "org-2/e"]);
    await removeAll(store, "org-2/");
    expect(await keysOf(store, "org-2/")).toEqual([]);
    expect(await keysOf(store, "")).toContain("org-22/a");
    expect(await keysOf(store, "org-9/")).toEqual([]);
  });
});

test("the store was asked by signed requests for paths of its bucket, with the type of the file", () => {
  expect(said).toContain("PUT /pictures/org-1/a");
  expect(said).toContain("DELETE /pictures/org-2/e");
  expect(said.every((line) => line.split(" ")[1]?.startsWith("/pictures/"))).toBe(true);
  expect(bucket.get("org-22/a")?.type).toBe("image/png");
});

test("a wrong key of the store is an error, not a missing file", async () => {
  process.env.S3_SECRET_ACCESS_KEY = "another";
  vi.resetModules();
  const { s3Files: fresh } = await import("./files-s3");
  await expect(fresh("pictures").get("org-22/a")).rejects.toThrow();
  await expect(fresh("pictures").has("org-22/a")).rejects.toThrow();
});

test("no key leads out of the folder, and no half file stays", async () => {
  const store = localFiles("files");
  for (const key of ["../secret", "a/../../secret", "/etc/passwd", "a\\..\\b", "a//b", ""])
    await expect(async () => store.put(key, Buffer.from("x"), "image/png")).rejects.toThrow("Not a key");
  await Promise.all(
    Array.from({ length: 20 }, (_, at) => store.put("org-3/same", Buffer.alloc(5000, at), "image/png")),
  );
  expect(new Set(await store.get("org-3/same")).size).toBe(1);
  expect(readdirSync(join(folder, "files/org-3"))).toEqual(["same"]);
});

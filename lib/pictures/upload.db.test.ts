import { utimes } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DELETE, PUT } from "@/app/api/v1/assets/[id]/versions/[version]/picture/route";
import { createApiKey } from "@/lib/auth/service/api-keys";
import type { Actor } from "@/lib/core/actor";
import { deleteOrganization } from "@/lib/founding/service";
import { voidJob } from "@/lib/jobs/service/correct";
import { logJob } from "@/lib/jobs/service/log";
import { closeDatabase, db, transaction } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { cachedPictures, files } from "@/lib/server/files";
import { aCatalogue, aJob, anOrganization } from "@/lib/testing/make";
import { pictureOf } from "./service";
import { sha256 } from "./service/bytes";
import { keep, shrinkCache } from "./service/cache";
import { sweepFiles } from "./service/sweep";
import { uploadPicture } from "./service/upload";

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
/** Bytes after the end of a PNG belong to no picture, but make it another file. */
const png = (mark: string) => Buffer.concat([PNG, Buffer.from(mark)]);
const GIF = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");

let actor: Actor;
let key: string;
const wholeRole = { scopes: null, costCenters: null, expiresAt: null };

beforeAll(async () => {
  actor = await anOrganization();
  await aCatalogue(actor);
  key = (await createApiKey(actor, { name: "k", role: "logger", ...wholeRole })).key;
});
afterAll(closeDatabase);

type Sent = { type?: string; version?: number; bearer?: string; method?: "PUT" | "DELETE" };
async function send(id: string, body: BodyInit | null, { type, version = 1, bearer = key, method = "PUT" }: Sent = {}) {
  const headers = { authorization: `Bearer ${bearer}`, ...(type ? { "content-type": type } : {}) };
  const request = new Request(`http://localhost:3000/api/v1/assets/${id}/versions/${version}/picture`, {
    ...{ method, headers, body },
  });
  const route = method === "PUT" ? PUT : DELETE;
  const response = await route(request, { params: Promise.resolve({ id, version: String(version) }) });
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : null };
}
const octets = { type: "application/octet-stream" };

async function aPicture() {
  const { job } = await logJob(
    actor,
    aJob({ imagesRequested: 1, assets: [{ url: "https://cdn.unknown.test/a.png" }] }),
  );
  return { job, id: job.assets[0]?.id ?? "" };
}
const shown = async (id: string) => (await (await pictureOf(actor, { id })).read()).bytes;
const keyOf = (bytes: Uint8Array) => `${actor.organization.id}/${sha256(bytes)}`;
const ageing = async (bytes: Uint8Array, hours: number) => {
  const then = new Date(Date.now() - hours * 3600_000);
  await utimes(join(env.DATA_DIR, "files", keyOf(bytes)), then, then);
};
const sweep = () => sweepFiles(new Date(), new AbortController().signal);

describe("an uploaded file", () => {
  test("stands before the address, may be replaced, and taken away again", async () => {
    const { id, job } = await aPicture();
    const first = await send(id, png("one"), octets);
    expect(first).toMatchObject({
      status: 200,
      body: { assetId: id, version: 1, mediaType: "image/png", checksum: sha256(png("one")) },
    });
    expect(first.body.pictureTag).not.toBe(job.assets[0]?.pictureTag);
    expect(await shown(id)).toEqual(png("one"));
    const second = await send(id, GIF, octets);
    expect(second.body.mediaType).toBe("image/gif");
    expect(second.body.pictureTag).not.toBe(first.body.pictureTag);
    expect(await shown(id)).toEqual(GIF);
    expect((await send(id, null, { method: "DELETE" })).status).toBe(204);
    expect(await files().has(keyOf(GIF))).toBe(false);
    await expect(shown(id)).rejects.toMatchObject({ errors: [{ code: "HOST_NOT_ALLOWED" }] });
    expect((await send(id, null, { method: "DELETE" })).status).toBe(404);
    const actions = await db().auditEntry.findMany({
      where: { subjectId: id },
      orderBy: [{ at: "asc" }, { id: "asc" }],
    });
    expect(actions.map(({ action }) => action)).toEqual([
      ...["asset.picture-uploaded", "asset.picture-uploaded", "asset.picture-removed"],
    ]);
  });

  test("as a form, and the same again changes nothing and says nothing in the log", async () => {
    const { id } = await aPicture();
    const form = () => {
      const one = new FormData();
      one.set("file", new File([png("form")], "a.png", { type: "text/html" }));
      return one;
    };
    expect((await send(id, form())).body).toMatchObject({ mediaType: "image/png" });
    expect((await send(id, form())).status).toBe(200);
    expect(await db().auditEntry.count({ where: { subjectId: id, action: "asset.picture-uploaded" } })).toBe(1);
  });

  const svg = '<svg xmlns="http://www.w3.org/2000/svg"/>';
  const wrong: [string, BodyInit, Sent, string][] = [
    ["an SVG that says it is a PNG", svg, { type: "image/png" }, "415 NOT_A_PICTURE"],
    ["HTML", "<html></html>", octets, "415 NOT_A_PICTURE"],
    ["nothing", "", octets, "415 NOT_A_PICTURE"],
    ["JSON", "{}", { type: "application/json" }, "415 undefined"],
    ["more than 20 MiB", new Uint8Array(20 * 1024 * 1024 + 1), octets, "413 undefined"],
    ["a version that there is not", PNG, { ...octets, version: 2 }, "404 NO_VERSION"],
    ["version 0", PNG, { ...octets, version: 0 }, "422 TOO_SMALL"],
    ["a form without a file", new FormData(), {}, "422 REQUIRED"],
  ];
  test.each(wrong)("%s is refused, and nothing is stored", async (_, body, sent, said) => {
    const { id } = await aPicture();
    const answer = await send(id, body, sent);
    expect(`${answer.status} ${answer.body.errors?.[0]?.code}`).toBe(said);
    expect(await db().picture.count({ where: { assetId: id } })).toBe(0);
  });

  test("viewers may not, strangers find nothing, a void job takes none", async () => {
    const { id, job } = await aPicture();
    const viewer = (await createApiKey(actor, { name: "v", role: "viewer", ...wholeRole })).key;
    expect((await send(id, PNG, { ...octets, bearer: viewer })).status).toBe(403);
    const stranger = await anOrganization();
    const theirs = (await createApiKey(stranger, { name: "x", role: "admin", ...wholeRole })).key;
    expect((await send(id, PNG, { ...octets, bearer: theirs })).status).toBe(404);
    await voidJob(actor, { id: job.id, reason: "twice" });
    expect((await send(id, PNG, octets)).status).toBe(409);
  });
});

describe("files that nobody points to", () => {
  test("an upload that breaks off before its row leaves a file, and the sweep takes it after a day", async () => {
    const { id } = await aPicture();
    const bytes = png("broken off");
    const stops = transaction(async () => {
      await uploadPicture(actor, { id, version: 1, bytes });
      throw new Error("the power went");
    });
    await expect(stops).rejects.toThrow("the power went");
    expect(await db().picture.count({ where: { assetId: id } })).toBe(0);
    expect(await files().has(keyOf(bytes))).toBe(true);
    await ageing(bytes, 23);
    await sweep();
    expect(await files().has(keyOf(bytes))).toBe(true);
    await ageing(bytes, 25);
    expect(await sweep()).toBeGreaterThan(0);
    expect(await files().has(keyOf(bytes))).toBe(false);
  });

  test("sweeps beside uploads of the very same content never lose a file that a picture shows", async () => {
    const bytes = png("raced");
    for (let round = 0; round < 8; round += 1) {
      const { id } = await aPicture();
      await files().put(keyOf(bytes), bytes, "image/png");
      await ageing(bytes, 48);
      await Promise.all([sweep(), uploadPicture(actor, { id, version: 1, bytes }), sweep()]);
      expect(await shown(id)).toEqual(bytes);
      await send(id, null, { method: "DELETE" });
    }
  });

  test("what two pictures show stays until the last of them lets go", async () => {
    const [one, two] = [await aPicture(), await aPicture()];
    for (const { id } of [one, two]) await send(id, png("shared"), octets);
    await send(one.id, null, { method: "DELETE" });
    expect(await shown(two.id)).toEqual(png("shared"));
  });

  test("an organization that is erased takes its files and its cached pictures along", async () => {
    const other = await anOrganization();
    await aCatalogue(other);
    const { job } = await logJob(other, aJob({ imagesRequested: 1 }));
    const { checksum } = await uploadPicture(other, { id: job.assets[0]?.id ?? "", version: 1, bytes: PNG });
    await keep(`${other.organization.id}/some`, PNG, "image/png");
    await deleteOrganization(other.organization.slug);
    expect(await files().has(`${other.organization.id}/${checksum}`)).toBe(false);
    expect(await cachedPictures().has(`${other.organization.id}/some`)).toBe(false);
  });
});

test("the cache keeps what was looked at last, within its size", async () => {
  for (const name of ["old", "new"]) await keep(`size/${name}`, new Uint8Array(1000), "image/png");
  const then = new Date(Date.now() - 60_000);
  await utimes(join(env.DATA_DIR, "cache/pictures/size/old"), then, then);
  await shrinkCache(1500);
  const left = [];
  for await (const { key } of cachedPictures().list("size/")) left.push(key);
  expect(left).toEqual(["size/new"]);
});

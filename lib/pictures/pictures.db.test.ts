import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { GET as getPicture } from "@/app/api/v1/assets/[id]/picture/route";
import { createApiKey } from "@/lib/auth/service/api-keys";
import type { Actor } from "@/lib/core/actor";
import { jobById, logJob } from "@/lib/jobs/service/log";
import { reviewAsset } from "@/lib/reviews/service";
import { closeDatabase, db } from "@/lib/server/db";
import { changeOrganization } from "@/lib/settings/service";
import { aCatalogue, aJob, aMember, anOrganization } from "@/lib/testing/make";
import { lineageOf, picturesOfJob } from "./service/lineage";

// The administrator of this machine lets pictures come from here; what "localhost" leads to stays closed.
vi.hoisted(() => {
  process.env.PRIVATE_PICTURE_HOSTS = "127.0.0.1";
});

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';

/** A host of pictures on this machine. */
const asked: string[] = [];
const answers: Record<string, RequestListener> = {
  "/true.png": (_, response) => response.writeHead(200, { "content-type": "image/png" }).end(PNG),
  "/said-html.png": (_, response) => response.writeHead(200, { "content-type": "text/html" }).end(PNG),
  "/said-png.html": (_, response) => response.writeHead(200, { "content-type": "image/png" }).end("<html>hello</html>"),
  "/a.svg": (_, response) => response.writeHead(200, { "content-type": "image/svg+xml" }).end(SVG),
  "/gone.png": (_, response) => response.writeHead(404).end(),
  "/large.png": (_, response) => response.writeHead(200, { "content-length": 30_000_000 }).write(PNG),
  "/broken.png": (request, response) =>
    response.writeHead(200, { "content-length": 100 }).write(PNG.subarray(0, 9), () => request.socket.destroy()),
  "/away.png": (_, response) => response.writeHead(302, { location: "http://other.test/true.png" }).end(),
};
const host = createServer((request, response) => {
  asked.push(request.url ?? "");
  answers[request.url ?? ""]?.(request, response);
});
const urlOf = (path: string, name = "127.0.0.1") => `http://${name}:${(host.address() as AddressInfo).port}${path}`;

let actor: Actor;
let key: string;
let costCenterId: string;
const wholeRole = { scopes: null, costCenters: null, expiresAt: null };

beforeAll(async () => {
  await new Promise<void>((done) => host.listen(0, "127.0.0.1", done));
  actor = await anOrganization();
  ({ costCenterId } = await aCatalogue(actor));
  await changeOrganization(actor, { pictureHosts: ["127.0.0.1", "localhost"] });
  key = (await createApiKey(actor, { name: "k", role: "logger", ...wholeRole })).key;
});
afterAll(async () => {
  host.closeAllConnections();
  host.close();
  await closeDatabase();
});

type Sent = { query?: string; bearer?: string; etag?: string };
async function look(id: string, { query = "", bearer = key, etag }: Sent = {}) {
  const headers = { authorization: `Bearer ${bearer}`, ...(etag ? { "if-none-match": etag } : {}) };
  const request = new Request(`http://localhost:3000/api/v1/assets/${id}/picture${query}`, { headers });
  const response = await getPicture(request, { params: Promise.resolve({ id }) });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, bytes };
}
const codeOf = async (id: string, sent?: Sent) => {
  const { status, headers, bytes } = await look(id, sent);
  expect(headers.get("content-type")).toBe("application/problem+json");
  return `${status} ${JSON.parse(bytes.toString()).errors?.[0]?.code}`;
};

const oneWith = async (url?: string) => {
  const { job } = await logJob(actor, aJob({ imagesRequested: 1, ...(url ? { assets: [{ url }] } : {}) }));
  return { job, id: job.assets[0]?.id ?? "" };
};

describe("a picture by its address", () => {
  test("is fetched once, kept, and never more than a picture to a browser", async () => {
    const { job, id } = await oneWith(urlOf("/true.png"));
    expect(job.assets[0]).toMatchObject({ hasPicture: true, pictureTag: expect.stringMatching(/^1-[0-9a-f]{16}$/) });
    const first = await look(id);
    expect(first.bytes).toEqual(PNG);
    expect(Object.fromEntries(first.headers)).toMatchObject({
      "content-type": "image/png",
      "content-security-policy": "default-src 'none'; sandbox",
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-cache",
    });
    const before = asked.length;
    expect((await look(id, { etag: first.headers.get("etag") ?? "" })).status).toBe(304);
    expect((await look(id)).bytes).toEqual(PNG);
    expect(asked.length).toBe(before);
    const tagged = await look(id, { query: `?size=thumb&tag=${job.assets[0]?.pictureTag}` });
    expect(tagged.headers.get("cache-control")).toBe("private, max-age=31536000, immutable");
    expect((await look(id, { query: "?tag=1-old" })).headers.get("cache-control")).toBe("private, no-cache");
  });

  test("twenty at once ask its host once", async () => {
    const { id } = await oneWith(urlOf("/said-html.png"));
    const all = await Promise.all(Array.from({ length: 20 }, () => look(id)));
    // By its first bytes it is a PNG, whatever the host says.
    expect(new Set(all.map(({ headers }) => headers.get("content-type")))).toEqual(new Set(["image/png"]));
    expect(asked.filter((path) => path === "/said-html.png")).toHaveLength(1);
  });

  test.each([
    ["/said-png.html", "NOT_A_PICTURE"],
    ["/a.svg", "NOT_A_PICTURE"],
    ["/gone.png", "REFUSED_BY_HOST"],
    ["/large.png", "TOO_LARGE"],
    ["/broken.png", "BROKEN_OFF"],
    ["/away.png", "HOST_NOT_ALLOWED"],
  ])("%s: %s, and its host is left alone for a while", async (path, code) => {
    const { id } = await oneWith(urlOf(path));
    expect(await codeOf(id)).toBe(`404 ${code}`);
    expect(await codeOf(id)).toBe(`404 ${code}`);
    expect(asked.filter((one) => one === path)).toHaveLength(1);
  });

  test("a private address is not asked, though the organization allows the host: its name leads there", async () => {
    const { id } = await oneWith(urlOf("/true.png?private", "localhost"));
    expect(await codeOf(id)).toBe("404 PRIVATE_ADDRESS");
    expect(asked).not.toContain("/true.png?private");
  });

  test("a host that the organization does not name is not asked, also when the picture is cached", async () => {
    const { id } = await oneWith("http://cdn.unknown.test/a.png");
    expect(await codeOf(id)).toBe("404 HOST_NOT_ALLOWED");
    const { id: cachedId } = await oneWith(urlOf("/true.png"));
    expect((await look(cachedId)).status).toBe(200);
    await changeOrganization(actor, { pictureHosts: ["localhost"] });
    expect(await codeOf(cachedId)).toBe("404 HOST_NOT_ALLOWED");
    await changeOrganization(actor, { pictureHosts: ["127.0.0.1", "localhost"] });
  });

  test("another organization's picture, one of another cost centre and one without anything: 404", async () => {
    const { id } = await oneWith(urlOf("/true.png"));
    const stranger = await anOrganization();
    const theirs = (await createApiKey(stranger, { name: "x", role: "admin", ...wholeRole })).key;
    expect(await codeOf(id, { bearer: theirs })).toBe("404 NO_ASSET");
    const limits = { ...wholeRole, role: "viewer", name: "limited" } as const;
    const other = await db().costCenter.findFirstOrThrow({
      where: { organizationId: actor.organization.id, unassigned: true },
    });
    const limited = (await createApiKey(actor, { ...limits, costCenters: [other.code] })).key;
    expect(await codeOf(id, { bearer: limited })).toBe("404 NO_ASSET");
    const { id: bare, job } = await oneWith();
    expect(job.assets[0]).toMatchObject({ hasPicture: false, pictureTag: null });
    expect(await codeOf(bare)).toBe("404 NO_PICTURE");
    expect(await codeOf(id, { query: "?version=2" })).toBe("404 NO_PICTURE");
    expect((await look(id, { query: "?color=red" })).status).toBe(422);
    expect((await look(id, { bearer: "pxl_nothing" })).status).toBe(401);
  });
});

describe("versions and family", () => {
  test("an upscale is a version of its source, a variation and a final are pictures of their own that remember it", async () => {
    const { job, id } = await oneWith("https://cdn.unknown.test/1.png");
    await reviewAsset(actor, { id, version: 1, decision: "changes_requested", comment: "Warmer" });
    const upscaled = await logJob(
      actor,
      aJob({
        kind: "upscale",
        stage: "final",
        sourceAsset: id,
        upscaleFactor: 2,
        assets: [{ url: urlOf("/true.png") }],
      }),
    );
    await reviewAsset(actor, { id, version: 2, decision: "approved" });
    const variation = await logJob(actor, aJob({ kind: "variation", sourceAsset: id, imagesRequested: 2 }));
    const final = await logJob(actor, aJob({ stage: "final", sourceAsset: id, imagesRequested: 1 }));

    const whole = await lineageOf(actor, { id });
    expect(whole).toMatchObject({ id, version: 2, state: "approved", source: null, descendantCount: 3 });
    expect(whole.versions).toMatchObject([
      {
        ...{ version: 1, jobId: job.id, kind: "generation", uploaded: false, urlKnown: true },
        ...{
          hostNotAllowed: "cdn.unknown.test",
          decision: { decision: "changes_requested", comment: "Warmer", by: actor.name },
        },
      },
      {
        ...{ version: 2, jobId: upscaled.job.id, kind: "upscale", upscaleFactor: 2, hostNotAllowed: null },
        decision: { decision: "approved" },
      },
    ]);
    expect(whole.pictureTag).toBe(whole.versions[1]?.pictureTag);
    expect((await look(id)).bytes).toEqual(PNG);
    expect(await codeOf(id, { query: "?version=1" })).toBe("404 HOST_NOT_ALLOWED");
    expect(whole.descendants.map(({ jobId, kind }) => [jobId, kind])).toEqual([
      [variation.job.id, "variation"],
      [variation.job.id, "variation"],
      [final.job.id, "generation"],
    ]);

    expect(await picturesOfJob(actor, { id: upscaled.job.id })).toMatchObject({
      ...{ source: { id }, pictures: [], made: { id, version: 2, uploaded: false, pictureTag: whole.pictureTag } },
    });
    const ofVariation = await picturesOfJob(actor, { id: variation.job.id });
    expect(ofVariation.made).toBeNull();
    expect(ofVariation.pictures.map(({ source }) => source?.id)).toEqual([id, id]);
    expect((await jobById(actor, { id: job.id })).assets[0]?.pictureTag).toBe(whole.pictureTag);
  });

  test("family outside of somebody's cost centres is not there, and its number neither", async () => {
    const { job, id } = await oneWith();
    const elsewhere = { campaign: "unassigned" } as const;
    await logJob(actor, aJob({ kind: "variation", sourceAsset: id, ...elsewhere }));
    const limited = await aMember(actor, "viewer", { costCenterIds: [costCenterId] });
    const seen = await lineageOf(limited, { id });
    const all = await lineageOf(actor, { id });
    expect([all.descendantCount, seen.descendantCount]).toEqual([4, 0]);
    expect(seen.descendants).toEqual([]);
    const child = all.descendants[0];
    await expect(lineageOf(limited, { id: child?.id ?? "" })).rejects.toMatchObject({ code: "not_found" });
    await expect(picturesOfJob(await anOrganization(), { id: job.id })).rejects.toMatchObject({ code: "not_found" });
  });
});

import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo, LookupFunction } from "node:net";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { askOutside, type OutboundFailure, type OutboundRequest } from "./outbound";
import { kindOfAddress } from "./outbound-addresses";

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

/** A real server on this machine; its port, and what it was asked. */
async function aServer(answer: RequestListener): Promise<{ port: number; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return { port: (server.address() as AddressInfo).port, asked };
}

/** A name server of ours: each name stands for the addresses given. */
const namesAt =
  (names: Record<string, string[]>): LookupFunction =>
  (name, options, done) => {
    const found = (names[name] ?? []).map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
    const [first] = found;
    if (!first) return done(Object.assign(new Error("unknown"), { code: "ENOTFOUND" }), "", 0);
    if (options.all) done(null, found);
    else done(null, first.address, first.family);
  };

/** The test's own server has a name that an admin allowed in the private network. */
const HOME = "home.test";
const ask = (url: string, more: Partial<OutboundRequest> = {}, names: Record<string, string[]> = {}) =>
  askOutside(
    { url, maxBytes: 1000, totalMs: 2000, idleMs: 1000, mayBePrivate: (host) => host === HOME, ...more },
    namesAt({ [HOME]: ["127.0.0.1"], ...names }),
  );

const failed = (reason: OutboundFailure) => ({ failed: reason });

describe("addresses", () => {
  test.each([
    ["127.0.0.1", "private"],
    ["127.255.255.254", "private"],
    ["10.0.0.1", "private"],
    ["172.16.0.1", "private"],
    ["172.32.0.1", "public"],
    ["192.168.1.1", "private"],
    ["100.64.0.1", "private"],
    ["100.128.0.1", "public"],
    ["::1", "private"],
    ["fd00::1", "private"],
    ["169.254.169.254", "never"],
    ["0.0.0.0", "never"],
    ["192.0.2.1", "never"],
    ["198.18.0.1", "never"],
    ["224.0.0.1", "never"],
    ["255.255.255.255", "never"],
    ["::", "never"],
    ["fe80::1", "never"],
    ["fec0::1", "never"],
    ["ff02::1", "never"],
    ["::127.0.0.1", "never"],
    ["::ffff:127.0.0.1", "never"],
    ["::ffff:8.8.8.8", "never"],
    ["64:ff9b::7f00:1", "never"],
    ["64:ff9b:1::7f00:1", "never"],
    ["2002:7f00:1::", "never"],
    ["2001::1", "never"],
    ["2001:db8::1", "never"],
    ["not an address", "never"],
    ["8.8.8.8", "public"],
    ["2606:4700::1111", "public"],
  ])("%s is %s", (address, kind) => expect(kindOfAddress(address)).toBe(kind));

  test("no address in a private block is ever public, in whatever clothes", () => {
    const byte = fc.integer({ min: 0, max: 255 });
    const inside = fc.oneof(
      fc.tuple(fc.constantFrom(0, 10, 127), byte, byte, byte),
      fc.tuple(fc.constant(192), fc.constant(168), byte, byte),
      fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), byte, byte),
      fc.tuple(fc.constant(169), fc.constant(254), byte, byte),
      fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), byte, byte),
      fc.tuple(fc.integer({ min: 224, max: 255 }), byte, byte, byte),
    );
    fc.assert(
      fc.property(inside, fc.constantFrom("", "::", "::ffff:", "64:ff9b::", "::ffff:0:"), (bytes, clothes) => {
        expect(kindOfAddress(clothes + bytes.join("."))).not.toBe("public");
      }),
    );
  });
});

describe("what is never asked", () => {
  test.each([
    "http://127.0.0.1:{port}/",
    "http://localhost.:{port}/",
    "http://2130706433:{port}/",
    "http://0x7f.1:{port}/",
    "http://[::1]:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/",
    "http://0.0.0.0:{port}/",
    "http://rebound.test:{port}/",
    "http://two-faces.test:{port}/",
    "http://mapped.test:{port}/",
    "https://rebound.test:{port}/",
  ])("%s", async (url) => {
    const { port, asked } = await aServer((_, response) => response.end("secret"));
    const names = {
      "localhost.": ["127.0.0.1"],
      "rebound.test": ["127.0.0.1"],
      "two-faces.test": ["93.184.215.14", "127.0.0.1"],
      "mapped.test": ["::ffff:127.0.0.1"],
    };
    expect(await ask(url.replace("{port}", String(port)), {}, names)).toEqual(failed("PRIVATE_ADDRESS"));
    expect(asked).toEqual([]);
  });

  test("cloud metadata, even where private networks are allowed", async () => {
    const anywhere = { mayBePrivate: () => true };
    expect(await ask("http://169.254.169.254/latest", anywhere)).toEqual(failed("PRIVATE_ADDRESS"));
    const names = { "metadata.test": ["169.254.169.254"] };
    expect(await ask("http://metadata.test/latest", anywhere, names)).toEqual(failed("PRIVATE_ADDRESS"));
  });

  test.each(["file:///etc/passwd", "ftp://home.test/", "javascript:1", "http://me:secret@home.test/", "nonsense", ""])(
    "%s",
    async (url) => expect(await ask(url)).toEqual(failed("BAD_ADDRESS")),
  );

  test("a host that the caller does not name", async () => {
    expect(await ask("http://other.test/", { mayAsk: (host) => host === HOME })).toEqual({
      failed: "HOST_NOT_ALLOWED",
    });
  });

  test("a name that nobody knows", async () => {
    expect(await ask("http://nowhere.test/")).toEqual(failed("NAME_NOT_FOUND"));
  });
});

describe("redirects", () => {
  const to = (location: string) => aServer((_, response) => response.writeHead(302, { location }).end());

  test("to a private address: never asked", async () => {
    const secret = await aServer((_, response) => response.end("secret"));
    const { port } = await to(`http://127.0.0.1:${secret.port}/`);
    expect(await ask(`http://${HOME}:${port}/`)).toEqual(failed("PRIVATE_ADDRESS"));
    expect(secret.asked).toEqual([]);
  });

  test("to a name that resolves to a private address: never asked", async () => {
    const secret = await aServer((_, response) => response.end("secret"));
    const { port } = await to(`http://rebound.test:${secret.port}/`);
    const names = { "rebound.test": ["127.0.0.1"] };
    expect(await ask(`http://${HOME}:${port}/`, {}, names)).toEqual(failed("PRIVATE_ADDRESS"));
    expect(secret.asked).toEqual([]);
  });

  test("to a host or scheme that is not allowed", async () => {
    const { port } = await to("http://other.test/");
    const mayAsk = (host: string) => host === HOME;
    expect(await ask(`http://${HOME}:${port}/`, { mayAsk })).toEqual(failed("HOST_NOT_ALLOWED"));
    const file = await to("file:///etc/passwd");
    expect(await ask(`http://${HOME}:${file.port}/`)).toEqual(failed("BAD_ADDRESS"));
  });

  test("three are followed, a fourth is not; a POST follows none", async () => {
    const { port, asked } = await aServer(({ url }, response) => {
      const left = Number(url?.slice(1));
      if (left > 0) response.writeHead(307, { location: `/${left - 1}` }).end();
      else response.end("there");
    });
    expect(await ask(`http://${HOME}:${port}/3`)).toMatchObject({
      answer: { status: 200, body: Buffer.from("there") },
    });
    expect(await ask(`http://${HOME}:${port}/4`)).toEqual(failed("TOO_MANY_REDIRECTS"));
    asked.length = 0;
    expect(await ask(`http://${HOME}:${port}/1`, { method: "POST" })).toMatchObject({ answer: { status: 307 } });
    expect(asked).toEqual(["POST /1"]);
  });
});

describe("limits", () => {
  test("too large by its own word: not read", async () => {
    const { port } = await aServer((_, response) => response.writeHead(200, { "content-length": 5000 }).write("x"));
    expect(await ask(`http://${HOME}:${port}/`)).toEqual(failed("TOO_LARGE"));
  });

  test("an endless body ends at the limit, as a failure or cut", async () => {
    const endless = await aServer((_, response) => {
      const more = () => {
        while (!response.destroyed && response.write("x".repeat(100)));
      };
      response.on("drain", more);
      more();
    });
    expect(await ask(`http://${HOME}:${endless.port}/`)).toEqual(failed("TOO_LARGE"));
    const cut = await ask(`http://${HOME}:${endless.port}/`, { whenLarger: "cut" });
    expect("answer" in cut && cut.answer.body.length).toBe(1000);
  });

  test("exactly the limit is fine", async () => {
    const { port } = await aServer((_, response) => response.end("x".repeat(1000)));
    expect(await ask(`http://${HOME}:${port}/`)).toMatchObject({ answer: { status: 200 } });
  });

  test("headers that never come", async () => {
    const { port } = await aServer(() => undefined);
    expect(await ask(`http://${HOME}:${port}/`, { idleMs: 80 })).toEqual(failed("TOO_SLOW"));
  });

  test("a body that stops, and one that drips for ever", async () => {
    const stops = await aServer((_, response) => response.write("a"));
    expect(await ask(`http://${HOME}:${stops.port}/`, { idleMs: 80 })).toEqual(failed("TOO_SLOW"));
    const drips = await aServer((_, response) => {
      const timer = setInterval(() => response.write("a"), 20);
      response.on("close", () => clearInterval(timer));
    });
    expect(await ask(`http://${HOME}:${drips.port}/`, { totalMs: 200 })).toEqual(failed("TOO_SLOW"));
  });

  test("a name server that never answers", async () => {
    const silent = { url: `http://${HOME}/`, maxBytes: 10, totalMs: 100 };
    expect(await askOutside(silent, () => undefined)).toEqual(failed("TOO_SLOW"));
  });

  test("a connection that is closed before or within the answer, and one that is refused", async () => {
    const before = await aServer((request) => request.socket.destroy());
    expect(await ask(`http://${HOME}:${before.port}/`)).toEqual(failed("BROKEN_OFF"));
    const within = await aServer((request, response) => {
      response.writeHead(200, { "content-length": 100 }).write("half", () => request.socket.destroy());
    });
    expect(await ask(`http://${HOME}:${within.port}/`)).toEqual(failed("BROKEN_OFF"));
    expect(await ask(`http://${HOME}:1/`)).toEqual(failed("NOT_REACHED"));
  });

  test("a server that speaks something else", async () => {
    const { port } = await aServer((request) => request.socket.end("SMTP ready\r\n\r\n"));
    expect(await ask(`http://${HOME}:${port}/`)).toEqual(failed("BROKEN_OFF"));
  });
});

test("a POST carries its body, its length and its headers", async () => {
  const got: string[] = [];
  const { port } = await aServer((request, response) => {
    const { "content-type": type, "content-length": length } = request.headers;
    request.on("data", (chunk: Buffer) => got.push(`${type} ${length} ${chunk.toString()}`));
    request.on("end", () => response.writeHead(204).end());
  });
  const headers = { "content-type": "application/json" };
  const sent = await ask(`http://${HOME}:${port}/`, { method: "POST", headers, body: '{"ü":1}' });
  expect(sent).toMatchObject({ answer: { status: 204 } });
  expect(got).toEqual(['application/json 8 {"ü":1}']);
});

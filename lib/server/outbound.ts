import "server-only";
import { lookup as systemLookup } from "node:dns";
import http from "node:http";
import https from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from "request-filtering-agent";
import { kindOfAddress } from "./outbound-addresses";

// The only way out to servers of others. Whoever can type a URL into this product must not reach, through it, what only
// this machine can reach: the answer of each name server and each redirect is looked at when the connection is made.

export type OutboundRequest = {
  url: string;
  /** A POST is never redirected: its answer is the redirect. */
  method?: "GET" | "POST";
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array;
  maxBytes: number;
  /** A longer answer is a failure, or (`cut`) ends there. Default: a failure. */
  whenLarger?: "fail" | "cut";
  /** From the first name look-up to the last byte, redirects included. */
  totalMs?: number;
  /** Without a single byte. */
  idleMs?: number;
  /** Asked for every hop. Default: every host. */
  mayAsk?: (host: string) => boolean;
  /** Asked for every hop: may this host stand in a private network? Link-local addresses are refused even then. */
  mayBePrivate?: (host: string) => boolean;
};

export type OutboundFailure =
  | "BAD_ADDRESS"
  | "HOST_NOT_ALLOWED"
  | "PRIVATE_ADDRESS"
  | "NAME_NOT_FOUND"
  | "NOT_REACHED"
  | "TOO_SLOW"
  | "TOO_LARGE"
  | "TOO_MANY_REDIRECTS"
  | "BROKEN_OFF";

type OutboundAnswer = { status: number; headers: http.IncomingHttpHeaders; body: Buffer; url: string };
export type Outbound = { answer: OutboundAnswer } | { failed: OutboundFailure };

const MAX_REDIRECTS = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const USER_AGENT = "Pixelledger (self-hosted)";

/** Asks a server of others. What goes wrong is a reason, never an exception. */
export async function askOutside(request: OutboundRequest, lookup: LookupFunction = systemLookup): Promise<Outbound> {
  const signal = AbortSignal.timeout(request.totalMs ?? 15_000);
  try {
    return { answer: await followed(request, { signal, lookup }) };
  } catch (error) {
    return { failed: failureOf(error, signal) };
  }
}

type Means = { signal: AbortSignal; lookup: LookupFunction };

async function followed(request: OutboundRequest, means: Means): Promise<OutboundAnswer> {
  let url = checkedUrl(request.url, request);
  for (let hops = 0; ; hops += 1) {
    const answer = await asked(url, request, means);
    const next = request.method === "POST" ? undefined : answer.headers.location;
    if (!next || !REDIRECTS.has(answer.status)) return answer;
    if (hops === MAX_REDIRECTS) throw new Refused("TOO_MANY_REDIRECTS");
    url = checkedUrl(next, request, url);
  }
}

class Refused extends Error {
  constructor(readonly reason: OutboundFailure) {
    super(reason);
  }
}

function checkedUrl(text: string, { mayAsk, mayBePrivate }: OutboundRequest, base?: URL): URL {
  const url = URL.parse(text, base);
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) throw new Refused("BAD_ADDRESS");
  const host = hostOf(url);
  if (mayAsk && !mayAsk(host)) throw new Refused("HOST_NOT_ALLOWED");
  // An address that is written out is never looked up, so it is looked at here.
  if (isIP(host) !== 0) refuseInside(host, mayBePrivate?.(host) ?? false);
  return url;
}

const hostOf = (url: URL) => url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");

function refuseInside(address: string, mayBePrivate: boolean): void {
  const kind = kindOfAddress(address);
  if (kind === "never" || (kind === "private" && !mayBePrivate)) throw new Refused("PRIVATE_ADDRESS");
}

/** The connection uses exactly the addresses that were looked at: a second look-up could answer otherwise. */
function guarded(lookup: LookupFunction, mayBePrivate: boolean): LookupFunction {
  return (name, options, done) =>
    lookup(name, options, (error, address, family) => {
      if (error) return done(error, address, family);
      try {
        for (const each of Array.isArray(address) ? address : [{ address }]) refuseInside(each.address, mayBePrivate);
      } catch (refusal) {
        return done(refusal as Error, address, family);
      }
      done(null, address, family);
    });
}

// A second lock under ours: this agent refuses everything that is not public by its own list of ranges.
const AGENTS = {
  "http:": { outside: new RequestFilteringHttpAgent(), private: new http.Agent() },
  "https:": { outside: new RequestFilteringHttpsAgent(), private: new https.Agent() },
};

function asked(url: URL, request: OutboundRequest, { signal, lookup }: Means): Promise<OutboundAnswer> {
  const mayBePrivate = request.mayBePrivate?.(hostOf(url)) ?? false;
  const agents = AGENTS[url.protocol as keyof typeof AGENTS];
  const { promise, resolve, reject } = Promise.withResolvers<OutboundAnswer>();
  const sent = (url.protocol === "https:" ? https : http).request(url, {
    method: request.method ?? "GET",
    headers: headersFor(request),
    agent: mayBePrivate ? agents.private : agents.outside,
    lookup: guarded(lookup, mayBePrivate),
    timeout: request.idleMs ?? 5_000,
    signal,
  });
  sent.on("timeout", () => sent.destroy(new Refused("TOO_SLOW")));
  sent.on("error", reject);
  sent.on("response", (response) => {
    readWhole(response, request)
      .then(
        (body) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body, url: url.href }),
        reject,
      )
      .finally(() => sent.destroy());
  });
  sent.end(request.body);
  return promise;
}

function headersFor({ headers, body }: OutboundRequest): http.OutgoingHttpHeaders {
  return {
    "user-agent": USER_AGENT,
    // A packed answer could grow beyond every limit when it is unpacked.
    "accept-encoding": "identity",
    ...headers,
    ...(body === undefined ? {} : { "content-length": Buffer.byteLength(body) }),
  };
}

/** Counts what comes in; a promised length is only believed when it is too much. */
async function readWhole(response: http.IncomingMessage, request: OutboundRequest): Promise<Buffer> {
  const { maxBytes, whenLarger = "fail" } = request;
  if (whenLarger === "fail" && Number(response.headers["content-length"] ?? 0) > maxBytes)
    throw new Refused("TOO_LARGE");
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > maxBytes && whenLarger === "fail") throw new Refused("TOO_LARGE");
    if (size >= maxBytes && whenLarger === "cut") break;
  }
  return Buffer.concat(chunks).subarray(0, maxBytes);
}

function failureOf(error: unknown, signal: AbortSignal): OutboundFailure {
  if (error instanceof Refused) return error.reason;
  if (signal.aborted) return "TOO_SLOW";
  const { code, cause } = error as NodeJS.ErrnoException;
  if (cause instanceof Refused) return cause.reason;
  if (code === "ENOTFOUND" || code === "EAI_AGAIN" || code === "ENODATA") return "NAME_NOT_FOUND";
  if (code === "ECONNRESET" || code === "EPIPE" || code === "ERR_STREAM_PREMATURE_CLOSE") return "BROKEN_OFF";
  return code?.startsWith("HPE_") ? "BROKEN_OFF" : "NOT_REACHED";
}

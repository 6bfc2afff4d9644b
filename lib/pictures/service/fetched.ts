import "server-only";
import { env } from "@/lib/server/env";
import { askOutside, type OutboundFailure } from "@/lib/server/outbound";
import { hostOf, isHostAllowed, type MediaType, PICTURE_BYTES } from "../rules";
import { mediaTypeOf, sha256 } from "./bytes";
import { cached, keep } from "./cache";
import { atMost } from "./limit";

export type Picture = { bytes: Buffer; mediaType: MediaType };
export type NotFetched = OutboundFailure | "REFUSED_BY_HOST" | "NOT_A_PICTURE";
type Fetched = { picture: Picture } | { failed: NotFetched };

const AT_ONCE = 6;
const FAILED_FOR_MS = 2 * 60_000;
const MOST_FAILURES = 5_000;

const inTurn = atMost(AT_ONCE);
const underWay = new Map<string, Promise<Fetched>>();
const failures = new Map<string, { failed: NotFetched; until: number }>();

/** Cached under the organization: what one of them fetched tells another nothing. */
export const cacheKeyOf = (organizationId: string, url: string) => `${organizationId}/${sha256(url)}`;

/**
 * The picture behind an address, from this machine's cache or from its host. The allowed hosts are asked for every hop,
 * and before the cache: a host that was taken off the list is gone at once.
 */
export async function fetchPicture(organizationId: string, url: string, hosts: readonly string[]): Promise<Fetched> {
  const host = hostOf(url);
  if (host === null) return { failed: "BAD_ADDRESS" };
  if (!isHostAllowed(hosts, host)) return { failed: "HOST_NOT_ALLOWED" };
  const key = cacheKeyOf(organizationId, url);
  const bytes = await cached(key);
  const mediaType = bytes && (await mediaTypeOf(bytes));
  if (bytes && mediaType) return { picture: { bytes, mediaType } };
  const failure = failures.get(key);
  if (failure && failure.until > Date.now()) return { failed: failure.failed };
  return shared(key, () => inTurn(() => ask(key, url, hosts)));
}

/** Twenty tiles that want one picture ask for it once. */
function shared(key: string, work: () => Promise<Fetched>): Promise<Fetched> {
  const running = underWay.get(key);
  if (running !== undefined) return running;
  const mine = work().finally(() => underWay.delete(key));
  underWay.set(key, mine);
  return mine;
}

async function ask(key: string, url: string, hosts: readonly string[]): Promise<Fetched> {
  const asked = await askOutside({
    url,
    headers: { accept: "image/avif,image/webp,image/png,image/jpeg,image/gif" },
    maxBytes: PICTURE_BYTES,
    mayAsk: (host) => isHostAllowed(hosts, host),
    // Only the administrator of this machine opens its network, not the admin of an organization.
    mayBePrivate: (host) => env.PRIVATE_PICTURE_HOSTS.includes(host),
  });
  const fetched = await judged(asked);
  if ("failed" in fetched) remember(key, fetched.failed);
  else await keep(key, fetched.picture.bytes, fetched.picture.mediaType);
  return fetched;
}

async function judged(asked: Awaited<ReturnType<typeof askOutside>>): Promise<Fetched> {
  if ("failed" in asked) return asked;
  const { status, body } = asked.answer;
  if (status !== 200) return { failed: "REFUSED_BY_HOST" };
  const mediaType = await mediaTypeOf(body);
  return mediaType ? { picture: { bytes: body, mediaType } } : { failed: "NOT_A_PICTURE" };
}

/** A host that is down, or an address that has expired, is not asked again for each tile that is drawn. */
function remember(key: string, failed: NotFetched): void {
  if (failures.size >= MOST_FAILURES) failures.clear();
  failures.set(key, { failed, until: Date.now() + FAILED_FOR_MS });
}

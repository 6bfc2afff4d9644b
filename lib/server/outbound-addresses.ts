import "server-only";
import { BlockList, isIP, isIPv6 } from "node:net";

/** Inside somebody's house. Reached only where an admin said so. */
const PRIVATE = ranges([
  ["127.0.0.0", 8],
  ["10.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["100.64.0.0", 10],
  ["::1", 128],
  ["fc00::", 7],
]);

/** Reached by nobody: cloud metadata and neighbours on the wire, groups, documentation, the future. */
const NEVER = ranges([
  ["0.0.0.0", 8],
  ["169.254.0.0", 16],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.31.196.0", 24],
  ["192.52.193.0", 24],
  ["192.88.99.0", 24],
  ["192.175.48.0", 24],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["2620:4f:8000::", 48],
  ["3fff::", 20],
]);

/** All of IPv6 that is given out today; mapped, translated and link-local addresses lie outside of it. */
const GIVEN_OUT = ranges([["2000::", 3]]);

function ranges(list: readonly (readonly [string, number])[]): BlockList {
  const blocks = new BlockList();
  for (const [net, prefix] of list) blocks.addSubnet(net, prefix, isIPv6(net) ? "ipv6" : "ipv4");
  return blocks;
}

/** `never` also for what is no address at all. */
export function kindOfAddress(address: string): "public" | "private" | "never" {
  const family = isIP(address) === 6 ? "ipv6" : "ipv4";
  if (isIP(address) === 0 || isMapped(address) || NEVER.check(address, family)) return "never";
  if (PRIVATE.check(address, family)) return "private";
  return family === "ipv4" || GIVEN_OUT.check(address, family) ? "public" : "never";
}

/** An IPv4 address in IPv6 clothes. No name server of good faith answers with one. */
const MAPPED = ranges([["::ffff:0:0", 96]]);
const isMapped = (address: string) => isIPv6(address) && MAPPED.check(address, "ipv6");

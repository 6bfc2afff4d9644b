import { v7 } from "uuid";

const ID_BYTES = 16;
/** Randomness for 256 ids at a time: asking the system for each of them costs more than everything else about an id. */
const random = new Uint8Array(ID_BYTES * 256);
let used = random.length;
let last = { msecs: 0, sequence: 0 };

function nextRandom(): Uint8Array {
  if (used === random.length) {
    crypto.getRandomValues(random);
    used = 0;
  }
  used += ID_BYTES;
  return random.subarray(used - ID_BYTES, used);
}

/** Ids of one millisecond count on; after 2³¹ of them the clock is ahead by one. */
function following(now: number, bytes: Uint8Array): typeof last {
  if (now > last.msecs)
    return { msecs: now, sequence: new DataView(bytes.buffer, bytes.byteOffset).getUint32(4) >>> 1 };
  const sequence = (last.sequence + 1) | 0;
  return { msecs: sequence === 0 ? last.msecs + 1 : last.msecs, sequence };
}

/** UUIDv7: ordered by time, also within one process and millisecond, so that indexes grow at their end. */
export function newId(): string {
  const bytes = nextRandom();
  last = following(Date.now(), bytes);
  return v7({ random: bytes, msecs: last.msecs, seq: last.sequence });
}

import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { keyedHash } from "./keyed-hash";

test("for any key of up to 64 bytes and any text the same as the library's HMAC-SHA-256", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), fc.string({ unit: "binary", maxLength: 300 }), (key, text) => {
      expect(keyedHash(key)(text)).toEqual(createHmac("sha256", key).update(text).digest());
    }),
  );
});

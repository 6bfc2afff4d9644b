import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { envSchema, parseEnv, parseGivenEnv } from "./env-schema";

const DATABASE_URL = "postgresql://app:word@localhost:5432/pixelledger";
const BASE_URL = "https://pixelledger.example.com";
const AUTH_SECRET = "0123456789abcdef0123456789abcdef";

test(".env.example names every variable of the schema, once, and no other", () => {
  const text = readFileSync(".env.example", "utf8");
  const named = [...text.matchAll(/^# ([A-Z0-9_]+)=/gm)].map(([, name]) => name);
  expect(named.sort()).toEqual(Object.keys(envSchema.shape).sort());
});

test("nothing given is enough beside the embedded database", () => {
  expect(parseGivenEnv({})).toMatchObject({ PORT: 3000, DATA_DIR: ".data", SIGN_UP: "first", DEMO: false });
});

test("with a DATABASE_URL the secret and the address must be chosen, and both are named", () => {
  expect(() => parseGivenEnv({ DATABASE_URL })).toThrow(
    "Wrong settings: BASE_URL is required when DATABASE_URL is set; AUTH_SECRET is required when DATABASE_URL is set",
  );
});

test("a wrong value is named in one line, and a secret is not repeated", () => {
  expect(() => parseGivenEnv({ PORT: "http" })).toThrow(/^Wrong settings: PORT must be a port number$/);
  expect(() => parseGivenEnv({ AUTH_SECRET: "hunter2" })).toThrow(/^Wrong settings: AUTH_SECRET must have at least 32/);
  expect(() => parseGivenEnv({ DATABASE_URL: "mysql://x", AUTH_SECRET, BASE_URL })).toThrow(/DATABASE_URL must be/);
});

test("an empty value counts as not set", () => {
  expect(parseEnv({ DATABASE_URL, BASE_URL, AUTH_SECRET, PORT: "", SMTP_URL: "" })).toMatchObject({ PORT: 3000 });
});

test("the app itself does not start without a database, an address and a secret", () => {
  expect(() => parseEnv({})).toThrow(/DATABASE_URL is required.*BASE_URL is required.*AUTH_SECRET is required/);
});

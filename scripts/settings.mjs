// The settings of a start: what the person gave (environment, .env), checked, and what we add to it.
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { root, toolEnvironment } from "./project.mjs";

export async function readSettings() {
  const file = join(root, ".env");
  // What stands in the environment wins over the file.
  if (existsSync(file)) process.loadEnvFile(file);
  if (!process.features.typescript) {
    throw new Error(`Start this through npm, which brings the right Node (this is ${process.version}).`);
  }
  const { parseGivenEnv } = await import("../lib/server/env-schema.ts");
  const given = parseGivenEnv(process.env);
  const dataDir = resolve(root, given.DATA_DIR);
  mkdirSync(dataDir, { recursive: true });
  return {
    dataDir,
    port: given.PORT,
    databaseUrl: given.DATABASE_URL,
    directUrl: given.DATABASE_DIRECT_URL,
    isEmbedded: !given.DATABASE_URL,
    isDemo: given.DEMO || !given.DATABASE_URL,
    baseUrl: given.BASE_URL ?? `http://localhost:${given.PORT}`,
    authSecret: given.AUTH_SECRET ?? ownSecret(dataDir),
  };
}

/** Made once; a new one would sign everybody out. */
function ownSecret(dataDir) {
  const file = join(dataDir, "auth-secret");
  try {
    writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
  return readFileSync(file, "utf8").trim();
}

/** The whole environment of the app's processes. */
export function appEnvironment(settings, database, mode = "production") {
  return toolEnvironment({
    NODE_ENV: mode,
    PORT: `${settings.port}`,
    DATABASE_URL: database.url,
    DATA_DIR: settings.dataDir,
    BASE_URL: settings.baseUrl,
    AUTH_SECRET: settings.authSecret,
  });
}

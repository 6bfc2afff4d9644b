// Paths and the environment that every script shares. Plain Node, no dependency.
import { delimiter, join, resolve } from "node:path";

export const root = resolve(import.meta.dirname, "..");
export const bin = join(root, "node_modules", ".bin");

/** What our tools need beside the caller's own variables: the pinned Node first, no telemetry, no engine download. */
export function toolEnvironment(over = {}) {
  const env = {
    ...process.env,
    PATH: `${bin}${delimiter}${process.env.PATH}`,
    PRISMA_SCHEMA_ENGINE_BINARY: join(root, "prisma/schema-engine.mjs"),
    NEXT_TELEMETRY_DISABLED: "1",
    CHECKPOINT_DISABLE: "1",
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    ...over,
  };
  // An npm inside an npm would otherwise take the outer one's prefix and script name for its own.
  for (const name of Object.keys(env))
    if (/^npm_(lifecycle|package|config_(global|prefix))/.test(name)) delete env[name];
  return env;
}

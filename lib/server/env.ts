import "server-only";
import { type Env, parseEnv } from "./env-schema";

let parsed: Env | undefined;

/** The only place that reads process.env. Read on first use, because `next build` runs without a database. */
export const env: Env = new Proxy({} as Env, {
  get(_, name) {
    parsed ??= parseEnv(process.env);
    return Reflect.get(parsed, name);
  },
});

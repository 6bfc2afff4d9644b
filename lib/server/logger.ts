import "server-only";
import pino from "pino";
import { env } from "./env";

const open = () =>
  pino(
    { base: null, level: env.LOG_LEVEL, redact: ["authorization", "cookie", "*.password", "*.token"] },
    pino.destination(2),
  );
let opened: pino.Logger | undefined;

/**
 * One line of JSON per event on stderr, so that commands keep stdout for their answer. Opened at first use, because
 * `next build` imports this file without settings.
 */
export const log: pino.Logger = new Proxy({} as pino.Logger, {
  get(_, name) {
    opened ??= open();
    const value: unknown = Reflect.get(opened, name);
    return typeof value === "function" ? value.bind(opened) : value;
  },
});

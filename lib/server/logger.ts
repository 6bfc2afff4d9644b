import "server-only";
import pino from "pino";
import { env } from "./env";

/** One line of JSON per event on stderr, so that commands keep stdout for their answer. */
export const log = pino(
  { base: null, level: env.LOG_LEVEL, redact: ["authorization", "cookie", "*.password", "*.token"] },
  pino.destination(2),
);

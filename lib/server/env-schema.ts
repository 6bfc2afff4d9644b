import { z } from "zod";

// The start scripts read this file with plain Node, so no alias and no "server-only" here.

const webAddress = z.url({ protocol: /^https?$/, error: "must be an address like https://pixelledger.example.com" });
const postgresAddress = z.url({
  protocol: /^postgres(ql)?$/,
  error: "must be an address like postgresql://user:password@host:5432/pixelledger",
});

/** Every variable the product reads. `.env.example` explains each; a test holds the two together. */
export const envSchema = z.object({
  NODE_ENV: z.enum(["development", "test", "production"]).default("development"),
  PORT: z.coerce.number("must be a port number").int().min(1).max(65_535).default(3000),
  DATABASE_URL: postgresAddress,
  DATABASE_DIRECT_URL: postgresAddress.optional(),
  DATABASE_REPLICA_URL: postgresAddress.optional(),
  DATABASE_POOL_MAX: z.coerce.number("must be a number").int().min(1).max(1000).default(10),
  DATABASE_STATEMENT_SECONDS: z.coerce.number("must be a number of seconds, 0 for no limit").int().min(0).default(60),
  REQUESTS_PER_MINUTE: z.coerce.number("must be a number").int().min(1).default(30_000),
  REQUESTS_PER_MINUTE_PER_ADDRESS: z.coerce.number("must be a number").int().min(1).default(60_000),
  DATA_DIR: z.string().default(".data"),
  BASE_URL: webAddress,
  AUTH_SECRET: z.string().min(32, "must have at least 32 characters (openssl rand -base64 32 makes one)"),
  SIGN_UP: z.enum(["first", "open", "closed"]).default("first"),
  DEMO: z
    .enum(["0", "1"])
    .default("0")
    .transform((text) => text === "1"),
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: "must be an address like smtp://user:password@host:587" }).optional(),
  MAIL_FROM: z.string().min(3).optional(),
  S3_BUCKET: z.string().min(3, "must be the name of a bucket").optional(),
  S3_ENDPOINT: webAddress.optional(),
  S3_REGION: z.string().min(1).default("us-east-1"),
  S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
  PRIVATE_WEBHOOK_HOSTS: z
    .string()
    .default("")
    .transform((text) =>
      text
        .toLowerCase()
        .split(/[\s,]+/)
        .filter(Boolean),
    ),
  PRIVATE_PICTURE_HOSTS: z
    .string()
    .default("")
    .transform((text) =>
      text
        .toLowerCase()
        .split(/[\s,]+/)
        .filter(Boolean),
    ),
  LOG_LEVEL: z.enum(["silent", "error", "warn", "info", "debug"]).default("info"),
  METRICS_TOKEN: z.string().min(16, "must have at least 16 characters").optional(),
});
export type Env = z.infer<typeof envSchema>;

/**
 * What a person has to give. With a database of theirs the app is meant for others, so its address and its secret
 * must be chosen; beside the embedded database the start script makes them.
 */
const givenSchema = envSchema
  .partial({ DATABASE_URL: true, BASE_URL: true, AUTH_SECRET: true })
  .superRefine((given, { addIssue }) => {
    if (given.DATABASE_REPLICA_URL && !given.DATABASE_URL)
      addIssue({
        code: "custom",
        path: ["DATABASE_REPLICA_URL"],
        message: "is a copy of DATABASE_URL, which is not set",
      });
    if (!given.DATABASE_URL) return;
    for (const name of ["BASE_URL", "AUTH_SECRET"] as const) {
      if (!given[name]) addIssue({ code: "custom", path: [name], message: "is required when DATABASE_URL is set" });
    }
  });
export type GivenEnv = z.infer<typeof givenSchema>;

type Source = Record<string, string | undefined>;

function parse<T>(schema: z.ZodType<T>, source: Source): T {
  // `NAME=` in an .env file means: not set.
  const set = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const { data, error } = schema.safeParse(set);
  if (!error) return data;
  const lines = error.issues.map(
    ({ path, message }) => `${path.join(".")} ${set[String(path[0])] ? message : missing(message)}`,
  );
  throw new Error(`Wrong settings: ${lines.join("; ")}`);
}

function missing(message: string): string {
  return message.startsWith("is required") ? message : `is required: ${message}`;
}

export const parseEnv = (source: Source): Env => parse(envSchema, source);
export const parseGivenEnv = (source: Source): GivenEnv => parse(givenSchema, source);

import type { z } from "zod";
import { MEDIA_TYPES } from "@/lib/pictures/rules";
import packageFile from "@/package.json";
import { ALERT_PATHS } from "./alerts";
import { BUDGET_PATHS } from "./budgets";
import { DASHBOARD_PATHS } from "./dashboard";
import { EXPLORE_PATHS } from "./explore";
import { JOB_PATHS } from "./jobs";
import { LIST_PATHS } from "./lists";
import { MONEY_PATHS } from "./money";
import { MONTH_PATHS } from "./months";
import type { Method, Operation, Paths } from "./operation";
import { PEOPLE_PATHS } from "./people";
import { PICTURE_PATHS } from "./pictures";
import { REVIEW_PATHS } from "./reviews";
import { type Components, type JsonSchema, problem, toSchema } from "./schemas";
import { SEARCH_PATHS } from "./search";
import { VIEW_PATHS } from "./views";

/** Every address of the API under /api/v1. A test compares it with the route files on disk. */
const PATHS: Paths = {
  ...ALERT_PATHS,
  ...BUDGET_PATHS,
  ...DASHBOARD_PATHS,
  ...EXPLORE_PATHS,
  ...JOB_PATHS,
  ...LIST_PATHS,
  ...MONEY_PATHS,
  ...MONTH_PATHS,
  ...PEOPLE_PATHS,
  ...PICTURE_PATHS,
  ...REVIEW_PATHS,
  ...SEARCH_PATHS,
  ...VIEW_PATHS,
};

const UUID = { type: "string", format: "uuid" } as const;
/** Months are named, not numbered. */
const MONTH = { type: "string", pattern: "^20\\d{2}-(0[1-9]|1[0-2])$" } as const;

const inPath = (path: string) => [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);

const IDEMPOTENCY_KEY = {
  ...{ name: "Idempotency-Key", in: "header", required: false, schema: { type: "string", maxLength: 200 } },
  description: "The same key and body again answers as the first time, and writes nothing.",
};

/** The properties of an input that the address does not hold. */
function sent(input: z.ZodType | null, path: string, components: Components) {
  const schema = input ? toSchema(input, "input", components) : {};
  const named = typeof schema.$ref === "string" ? components.get(schema.$ref.split("/").at(-1) ?? "") : schema;
  const { properties = {}, required = [] } = (named ?? {}) as { properties?: JsonSchema; required?: string[] };
  const held = inPath(path);
  const rest = Object.entries(properties).filter(([name]) => !held.includes(name));
  return {
    schema: held.length === 0 ? schema : withoutHeld(named ?? {}, rest, required),
    properties,
    rest: rest as [string, JsonSchema][],
    required,
  };
}

function withoutHeld(schema: JsonSchema, rest: readonly [string, unknown][], required: readonly string[]): JsonSchema {
  const names = new Set(rest.map(([name]) => name));
  const { required: _, ...others } = schema;
  const needed = required.filter((name) => names.has(name));
  return { ...others, properties: Object.fromEntries(rest), ...(needed.length > 0 ? { required: needed } : {}) };
}

const CONTENT = { json: "application/json", multipart: "multipart/form-data" };

const BINARY = { schema: { type: "string", format: "binary" } };
const PICTURES = Object.fromEntries(MEDIA_TYPES.map((type) => [type, BINARY]));
const FORM = { schema: { type: "object", properties: { file: BINARY.schema }, required: ["file"] } };
/** The file itself, or as a part of a form. */
const UPLOADED = { ...PICTURES, "application/octet-stream": BINARY, "multipart/form-data": FORM };

function described(path: string, method: Method, operation: Operation, components: Components) {
  const { summary, input, takes } = operation;
  const { schema, properties, rest, required } = sent(input, path, components);
  const reads = method === "GET" || method === "DELETE";
  const held = inPath(path).map((name) => ({
    ...{ name, in: "path", required: true },
    schema: name !== "id" ? (properties[name] ?? {}) : path.startsWith("/periods/") ? MONTH : UUID,
  }));
  const query = rest.map(([name, one]) => ({ name, in: "query", required: required.includes(name), schema: one }));
  const body = takes === "picture" ? UPLOADED : { [CONTENT[takes]]: { schema } };
  const idempotent = method !== "GET" && takes === "json" ? [IDEMPOTENCY_KEY] : [];
  return {
    ...{ operationId: operationId(path, method), tags: [path.split("/")[1] ?? ""], summary },
    parameters: [...held, ...(reads ? query : []), ...idempotent],
    ...(reads ? {} : { requestBody: { required: true, content: body } }),
    responses: responsesOf(operation, components),
  };
}

function responsesOf({ output, answers, status, replayStatus }: Operation, components: Components) {
  const json = output && { "application/json": { schema: toSchema(output, "output", components) } };
  const text = { schema: { type: "string" } };
  const files = { csv: { "text/csv": text }, picture: PICTURES, events: { "text/event-stream": text } };
  const content = answers === "json" ? json : files[answers];
  const failed = { "application/problem+json": { schema: toSchema(problem, "output", components) } };
  const answer = (description: string) => ({ description, ...(content && status !== 204 ? { content } : {}) });
  return {
    [status]: answer(status === 204 ? "Done" : "The answer"),
    ...(replayStatus ? { [replayStatus]: answer("Booked before: the same answer again") } : {}),
    default: { description: "What went wrong, for people and programs", content: failed },
  };
}

const word = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** GET /jobs/{id} → getJobsById */
function operationId(path: string, method: Method): string {
  const words = path
    .replaceAll(/\{(\w+)\}/g, "by-$1")
    .split(/[/.-]/)
    .filter(Boolean);
  return method.toLowerCase() + words.map(word).join("");
}

/** OpenAPI 3.1, written from the schemas that the routes check with. */
export function openApiDocument() {
  const components: Components = new Map();
  const paths = Object.entries(PATHS).map(([path, methods]) => [
    path,
    Object.fromEntries(
      Object.entries(methods).map(([method, operation]) => [
        method.toLowerCase(),
        described(path, method as Method, operation, components),
      ]),
    ),
  ]);
  return {
    openapi: "3.1.0",
    info: {
      ...{
        title: "Pixelledger",
        version: packageFile.version,
        license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      },
      description: "Money and credits are decimal strings. Days are of the organization's time zone. See docs/api.md.",
    },
    servers: [{ url: "/api/v1" }],
    security: [{ apiKey: [] }, { session: [] }],
    paths: Object.fromEntries(paths),
    components: {
      schemas: Object.fromEntries([...components].sort(([a], [b]) => a.localeCompare(b))),
      securitySchemes: {
        apiKey: { type: "http", scheme: "bearer", description: "An API key: Authorization: Bearer <key>" },
        session: {
          type: "apiKey",
          in: "cookie",
          name: "pixelledger.session_token",
          description: "Signed in in a browser",
        },
      },
    },
  };
}

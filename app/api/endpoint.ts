import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { actorFrom } from "@/lib/auth/session";
import type { Actor } from "@/lib/core/actor";
import { AppError, type InputError } from "@/lib/core/errors";
import { checkCode } from "@/lib/core/problem-codes";
import { answerOnce } from "@/lib/idempotency/service";
import { admitted } from "@/lib/server/admission";
import { countRequest } from "@/lib/server/metrics";
import { withRequestId } from "@/lib/server/request-context";
import { problem } from "./problem";
import { JSON_LIMIT_BYTES, readJson, readQuery } from "./read";

type Params = Record<string, string>;
type Context = { params: Promise<Params> };

/** What a service is given: the parsed input with the URL's parameters merged in (`/jobs/[id]` → input.id). */
type Endpoint<Input extends z.ZodType, Output extends z.ZodType> = {
  input: Input;
  output: Output;
  status?: number | ((result: z.input<Output>) => number);
  /** Where the input is: GET and DELETE read the URL, the others the JSON body. */
  from?: "url" | "body";
  limitBytes?: number;
  /** For a body that is no JSON. Such a write has no idempotency key: what it puts, it may put twice. */
  read?: (request: Request) => Promise<Record<string, unknown>>;
  /** Fields of the answer that a replay must not show again (an API key's secret). */
  secret?: readonly string[];
  headers?: (result: z.input<Output>) => Record<string, string>;
  run: (actor: Actor, input: z.output<Input>) => Promise<z.input<Output>>;
};

/** Who is asking, is it well formed, do it, say it: the four steps that every route shares. */
export function endpoint<Input extends z.ZodType, Output extends z.ZodType>(options: Endpoint<Input, Output>) {
  const answer = async (request: Request, context: Context): Promise<Response> => {
    const requestId = randomUUID();
    const started = performance.now();
    return withRequestId(requestId, async () => {
      // An address without parameters has none at run time, whatever the framework's type says.
      const params = (await context.params) ?? {};
      const response = await admitted(() => respond(request, params, options, requestId)).catch((error: unknown) =>
        problem(error, requestId),
      );
      countRequest(request.method, response.status, started);
      return response;
    });
  };
  const { input, output, status = 200 } = options;
  // GET /openapi.json is written from this, so it cannot say anything else than what is checked here.
  return Object.assign(answer, { described: { input, output, status: typeof status === "number" ? status : 201 } });
}

async function respond<Input extends z.ZodType, Output extends z.ZodType>(
  request: Request,
  params: Params,
  options: Endpoint<Input, Output>,
  requestId: string,
): Promise<Response> {
  const actor = await actorFrom(request);
  const writes = request.method !== "GET" && request.method !== "HEAD";
  const fromUrl = options.from === "url" || !writes || request.method === "DELETE";
  const read = options.read ?? ((one) => readJson(one, options.limitBytes ?? JSON_LIMIT_BYTES));
  const sent = fromUrl ? readQuery(request) : await read(request);
  const parsed = options.input.safeParse(withParams(sent, params));
  if (!parsed.success) throw new AppError("invalid_input", "Some fields need attention", inputErrors(parsed.error));
  const work = async () => {
    const result = await options.run(actor, parsed.data);
    const status = typeof options.status === "function" ? options.status(result) : (options.status ?? 200);
    return { status, body: options.output.parse(result), headers: options.headers?.(result) ?? {} };
  };
  const key = writes && !options.read ? request.headers.get("idempotency-key") : null;
  const { status, body, headers } =
    key === null
      ? await work()
      : await answerOnce(
          actor,
          {
            key,
            method: request.method,
            path: new URL(request.url).pathname,
            body: sent,
            secret: options.secret ?? [],
          },
          work,
        );
  return new Response(status === 204 ? null : JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json", "cache-control": "no-store", "x-request-id": requestId, ...headers },
  });
}

function withParams(sent: unknown, params: Params): unknown {
  if (Object.keys(params).length === 0) return sent;
  return typeof sent === "object" && sent !== null && !Array.isArray(sent) ? { ...sent, ...params } : sent;
}

/** zod's issues as the API's errors: where, a stable code, a sentence. */
export function inputErrors(error: z.ZodError): InputError[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys")
      return issue.keys.map((key) => ({
        path: [...issue.path, key].join("."),
        code: "UNKNOWN_FIELD" as const,
        message: `There is no field "${key}"`,
      }));
    return [{ path: issue.path.join("."), code: checkCode(issue.code), message: issue.message }];
  });
}

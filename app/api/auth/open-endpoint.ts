import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { withRequestId } from "@/lib/server/request-context";
import { inputErrors } from "../endpoint";
import { problem } from "../problem";
import { JSON_LIMIT_BYTES, readJson } from "../read";

type Answer<T> = { body: T; status?: number; cookies?: readonly string[] };
type Options<Input extends z.ZodType, Output extends z.ZodType> = {
  input: Input;
  output: Output;
  run: (request: Request, input: z.output<Input>) => Promise<Answer<z.input<Output>>>;
};

/** Like `endpoint`, for the few writes of people who are not members yet, or not signed in. */
export function openEndpoint<Input extends z.ZodType, Output extends z.ZodType>(options: Options<Input, Output>) {
  return (request: Request): Promise<Response> =>
    answering(async (requestId) => {
      const input = await checkedBody(request, options.input);
      const { body, status = 200, cookies = [] } = await options.run(request, input);
      return jsonAnswer(options.output.parse(body), { status, cookies, requestId });
    });
}

/** Any failure of `work` as problem+json. */
export async function answering(work: (requestId: string) => Promise<Response>): Promise<Response> {
  const requestId = randomUUID();
  return withRequestId(requestId, async () => {
    try {
      return await work(requestId);
    } catch (error) {
      return problem(error, requestId);
    }
  });
}

export async function checkedBody<T extends z.ZodType>(request: Request, input: T): Promise<z.output<T>> {
  const parsed = input.safeParse(await readJson(request, JSON_LIMIT_BYTES));
  if (!parsed.success) throw new AppError("invalid_input", "Some fields need attention", inputErrors(parsed.error));
  return parsed.data;
}

export function jsonAnswer(
  body: unknown,
  { status, cookies, requestId }: { status: number; cookies: readonly string[]; requestId: string },
): Response {
  const headers = new Headers({
    "content-type": "application/json",
    "cache-control": "no-store",
    "x-request-id": requestId,
  });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(JSON.stringify(body), { status, headers });
}

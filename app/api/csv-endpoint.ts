import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { actorFrom } from "@/lib/auth/session";
import type { Actor } from "@/lib/core/actor";
import { AppError } from "@/lib/core/errors";
import { admitted } from "@/lib/server/admission";
import { log } from "@/lib/server/logger";
import { withRequestId } from "@/lib/server/request-context";
import { inputErrors } from "./endpoint";
import { problem } from "./problem";
import { readQuery } from "./read";

/** A file in pieces: nothing holds all of it. */
type CsvFile = { name: string; pieces: AsyncIterable<string> };

type CsvEndpoint<Input extends z.ZodType> = {
  input: Input;
  run: (actor: Actor, input: z.output<Input>) => Promise<CsvFile>;
};

/** As `endpoint`, for GETs that answer with a file. What fails before the first piece is problem+json. */
export function csvEndpoint<Input extends z.ZodType>({ input, run }: CsvEndpoint<Input>) {
  const answer = async (request: Request): Promise<Response> => {
    const requestId = randomUUID();
    return withRequestId(requestId, async () => {
      try {
        const actor = await actorFrom(request);
        const parsed = input.safeParse(readQuery(request));
        if (!parsed.success)
          throw new AppError("invalid_input", "Some fields need attention", inputErrors(parsed.error));
        const file = await run(actor, parsed.data);
        return new Response(await admitted(() => streamOf(file.pieces, requestId)), {
          headers: {
            "content-type": "text/csv; charset=utf-8",
            "content-disposition": `attachment; filename="${file.name}"`,
            "cache-control": "no-store",
            "x-request-id": requestId,
          },
        });
      } catch (error) {
        return problem(error, requestId);
      }
    });
  };
  return Object.assign(answer, { described: { input } });
}

/** Pieces are made as the reader takes them; a reader that goes away ends the making. */
async function streamOf(pieces: AsyncIterable<string>, requestId: string): Promise<ReadableStream<Uint8Array>> {
  const iterator = pieces[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  let next = await iterator.next();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (next.done) return controller.close();
        controller.enqueue(encoder.encode(next.value));
        try {
          next = await iterator.next();
        } catch (error) {
          // The status is sent already: a broken connection is the one way left to say that the file is not whole.
          log.error({ err: error, requestId }, "An export broke off");
          controller.error(error);
        }
      },
      async cancel() {
        await iterator.return?.();
      },
    },
    { highWaterMark: 1 },
  );
}

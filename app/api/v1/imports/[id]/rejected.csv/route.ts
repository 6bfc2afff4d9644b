import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { inputErrors } from "@/app/api/endpoint";
import { problem } from "@/app/api/problem";
import { readQuery } from "@/app/api/read";
import { actorFrom } from "@/lib/auth/session";
import { AppError } from "@/lib/core/errors";
import { rejectedQuery } from "@/lib/intake/schema";
import { rejectedFile } from "@/lib/intake/service/rejected";
import { wordsFor } from "./words";

/** The refused rows with their reasons, as a file to mend and upload again. */
export async function GET(request: Request, context: { params: Promise<{ id: string }> }): Promise<Response> {
  const requestId = randomUUID();
  try {
    const actor = await actorFrom(request);
    const asked = rejectedQuery.safeParse({ ...readQuery(request), ...(await context.params) });
    if (!asked.success) throw new AppError("invalid_input", "Some fields need attention", inputErrors(asked.error));
    const { fileName, rows } = await rejectedFile(actor, asked.data, wordsFor(actor.organization.locale));
    return new Response(Readable.toWeb(Readable.from(rows)) as ReadableStream, {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
        "cache-control": "no-store",
        "x-request-id": requestId,
      },
    });
  } catch (error) {
    return problem(error, requestId);
  }
}

import { randomUUID } from "node:crypto";
import { endpoint } from "@/app/api/endpoint";
import { problem } from "@/app/api/problem";
import { actorFrom } from "@/lib/auth/session";
import { importListQuery, importPage as importPageAnswer, uploadAnswer } from "@/lib/intake/schema";
import { importPage } from "@/lib/intake/service";
import { uploadImport } from "@/lib/intake/service/upload";
import { withRequestId } from "@/lib/server/request-context";
import { receive } from "./receive";

export const GET = endpoint({ input: importListQuery, output: importPageAnswer, run: importPage });

/** The one write that is no JSON: a file of any size streams in. */
export function POST(request: Request): Promise<Response> {
  const requestId = randomUUID();
  return withRequestId(requestId, async () => {
    try {
      const actor = await actorFrom(request);
      const answer = uploadAnswer.parse(await uploadImport(actor, await receive(request)));
      const headers = { "cache-control": "no-store", "x-request-id": requestId };
      return Response.json(answer, { status: 202, headers });
    } catch (error) {
      return problem(error, requestId);
    }
  });
}

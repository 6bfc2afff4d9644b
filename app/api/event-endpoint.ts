import { randomUUID } from "node:crypto";
import { z } from "zod";
import { actorFrom } from "@/lib/auth/session";
import type { Actor } from "@/lib/core/actor";
import { withRequestId } from "@/lib/server/request-context";
import { problem } from "./problem";

/** Proxies close what is silent; and as often is looked whether the session still lives. */
const HEARTBEAT_MS = 15_000;

type Follow<Message> = (
  actor: Actor,
  listener: { tell: (message: Message) => void; end: () => void },
) => Promise<() => void>;

type EventEndpoint<Message> = { event: string; said: (message: Message) => unknown; follow: Follow<Message> };

/** As `endpoint`, for a GET that answers with server-sent events until the reader, the session or the server ends. */
export function eventEndpoint<Message>({ event, said, follow }: EventEndpoint<Message>) {
  const answer = async (request: Request): Promise<Response> => {
    const requestId = randomUUID();
    return withRequestId(requestId, async () => {
      try {
        const actor = await actorFrom(request);
        const { stream, open } = eventStream(request, actor);
        open.onEnd(await follow(actor, { tell: (message) => open.send(event, said(message)), end: open.end }));
        return new Response(stream, {
          headers: {
            "content-type": "text/event-stream; charset=utf-8",
            "cache-control": "no-cache, no-transform",
            "x-accel-buffering": "no",
            "x-request-id": requestId,
          },
        });
      } catch (error) {
        return problem(error, requestId);
      }
    });
  };
  return Object.assign(answer, { described: { input: z.strictObject({}) } });
}

function eventStream(request: Request, actor: Actor) {
  const encoder = new TextEncoder();
  const endings: (() => void)[] = [];
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  let heartbeat: NodeJS.Timeout | undefined;

  const end = () => {
    clearInterval(heartbeat);
    const open = controller;
    controller = null;
    for (const ending of endings.splice(0)) ending();
    try {
      open?.close();
    } catch {
      // The reader was faster.
    }
  };
  const write = (text: string) => {
    try {
      controller?.enqueue(encoder.encode(text));
    } catch {
      end();
    }
  };
  const beat = async () => {
    write(": still here\n\n");
    const now = await actorFrom(request).catch(() => null);
    if (now?.id !== actor.id || now?.organization.id !== actor.organization.id) end();
  };
  const stream = new ReadableStream<Uint8Array>({
    start: (started) => {
      controller = started;
      // The first bytes say that the connection stands; a browser waits so long before it comes back.
      write("retry: 2000\n\n");
      heartbeat = setInterval(() => void beat(), HEARTBEAT_MS);
    },
    cancel: end,
  });
  request.signal.addEventListener("abort", end);
  const open = {
    end,
    send: (name: string, data: unknown) => write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`),
    onEnd: (ending: () => void) => (controller ? endings.push(ending) : ending()),
  };
  return { stream, open };
}

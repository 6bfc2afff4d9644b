import { openApiDocument } from "@/app/api/openapi/document";

let text: string | undefined;

/** Says how to ask, and nothing about anybody: no sign-in is needed. */
export function GET(): Response {
  text ??= JSON.stringify(openApiDocument());
  return new Response(text, {
    headers: { "content-type": "application/json", "cache-control": "public, max-age=300" },
  });
}

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openApiDocument } from "./document";

const ROUTES = join(import.meta.dirname, "../v1");
const OWN = "/openapi.json";

/** "GET /jobs/{id}" of every route file on disk. */
function onDisk(): string[] {
  const files = readdirSync(ROUTES, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith("route.ts"));
  return files.flatMap((file) => {
    const path = `/${file.replace(/\/?route\.ts$/, "")}`.replaceAll(/\[(\w+)\]/g, "{$1}");
    const text = readFileSync(join(ROUTES, file), "utf8");
    const methods = [...text.matchAll(/^export (?:const|(?:async )?function) (GET|POST|PUT|PATCH|DELETE)\b/gm)];
    return path === OWN ? [] : methods.map(([, method]) => `${method} ${path}`);
  });
}

type Operation = {
  operationId: string;
  summary: string;
  requestBody?: unknown;
  parameters: { name: string; in: string }[];
};
const document = openApiDocument();
const operations = Object.entries(document.paths as Record<string, Record<string, Operation>>).flatMap(
  ([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

test("the document lists exactly the addresses that exist", () => {
  const listed = operations.map(({ path, method }) => `${method.toUpperCase()} ${path}`);
  expect(listed.sort()).toEqual(onDisk().sort());
});

test("each operation has a name of its own and a sentence, and names what stands in its address", () => {
  expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(operations.length);
  for (const { path, operation } of operations) {
    expect(operation.summary).toMatch(/^\p{Lu}.*[^.]$/u);
    const inPath = operation.parameters.filter((parameter) => parameter.in === "path").map(({ name }) => name);
    expect(inPath).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
  }
});

test("every reference leads to a schema of the document", () => {
  const refs = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref = ""]) => ref);
  expect(refs.length).toBeGreaterThan(50);
  for (const ref of refs)
    expect(Object.keys(document.components.schemas)).toContain(ref.replace("#/components/schemas/", ""));
});

test("a job is described by the schema that the API checks: text for money, required fields, no id in the body", () => {
  const { Job, JobInput } = document.components.schemas as Record<string, { required: string[]; properties: object }>;
  expect(JobInput?.required).toEqual(["occurredAt", "provider", "kind"]);
  expect(JSON.stringify(Job)).toContain('"staffCost":{"$ref":"#/components/schemas/Decimal"}');
  const corrections = document.paths["/jobs/{id}/corrections"] as { post: { requestBody: unknown } };
  expect(JSON.stringify(corrections.post.requestBody)).not.toContain('"id":');
});

import { endpoint } from "@/app/api/endpoint";
import { apiKeyInput, apiKeyPage, createdApiKey, peoplePageQuery } from "@/lib/auth/schema/people";
import { apiKeysOf, createApiKey } from "@/lib/auth/service/api-keys";

export const GET = endpoint({ input: peoplePageQuery, output: apiKeyPage, run: apiKeysOf });
export const POST = endpoint({
  input: apiKeyInput,
  output: createdApiKey,
  status: 201,
  secret: ["key"],
  run: createApiKey,
});

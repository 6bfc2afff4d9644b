import { z } from "zod";
import { endpoint } from "@/app/api/endpoint";
import { idInput } from "@/lib/auth/schema/people";
import { revokeApiKey } from "@/lib/auth/service/api-keys";

export const DELETE = endpoint({ input: idInput, output: z.null(), status: 204, run: revokeApiKey });

import { z } from "zod";

const inputError = z.object({
  path: z.string(),
  code: z.string(),
  message: z.string(),
  near: z.array(z.string()).optional(),
});

/** How the server says that it refuses. */
export const problem = z.object({
  title: z.string(),
  status: z.number(),
  detail: z.string().optional(),
  requestId: z.string().optional(),
  errors: z.array(inputError).optional(),
});

/** The answer to what needs none. */
export const nothing = z.null();

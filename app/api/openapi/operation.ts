import type { z } from "zod";

/** What `endpoint` and `csvEndpoint` leave on a route: the schemas that its requests and answers are checked with. */
export type Described = { described: { input: z.ZodType; output?: z.ZodType; status?: number } };

export type Operation = {
  summary: string;
  input: z.ZodType | null;
  /** Null: no content. */
  output: z.ZodType | null;
  status: number;
  /** The status of an answer that repeats what was booked before. */
  replayStatus?: number;
  answers: "json" | "csv" | "picture" | "events";
  takes: "json" | "multipart" | "picture";
};

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
export type Paths = Readonly<Record<string, Partial<Record<Method, Operation>>>>;

/** @param over what the route's schemas do not say */
export function operation(summary: string, { described }: Described, over: Partial<Operation> = {}): Operation {
  const { input, output = null, status = 200 } = described;
  const answers = described.output === undefined ? "csv" : "json";
  return {
    summary,
    input,
    status,
    answers,
    takes: "json",
    ...over,
    output: status === 204 ? null : (over.output ?? output),
  };
}

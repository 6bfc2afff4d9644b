import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { ApiError, fetchJson, sendJson } from "@/lib/http/fetch-json";
import { withQuery } from "@/lib/http/with-query";
import {
  type Decisions,
  type ImportDetail,
  type ImportKind,
  type ImportState,
  importDetail,
  importPage,
  type Mapping,
  uploadAnswer,
} from "./schema";

export const importsKey = ["imports"] as const;

const urlOf = (...parts: string[]) => ["/api/v1/imports", ...parts].join("/");

/** States in which the worker is at it, so that looking again shows something new. */
const isWorking = (state: ImportState): boolean =>
  state === "uploaded" || state === "previewing" || state === "booking" || state === "undoing";

const LOOK_AGAIN_MS = 700;

export function importListQuery() {
  return infiniteQueryOptions({
    queryKey: [...importsKey, "list"],
    queryFn: ({ pageParam, signal }) =>
      fetchJson(importPage, withQuery(urlOf(), { limit: 50, cursor: pageParam }), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ data }) => data.some((row) => isWorking(row.state))) ? 4 * LOOK_AGAIN_MS : false,
  });
}

export function importQuery(id: string) {
  return queryOptions({
    queryKey: [...importsKey, id],
    queryFn: ({ signal }) => fetchJson(importDetail, urlOf(id), { signal }),
    refetchInterval: ({ state }) => (state.data && isWorking(state.data.state) ? LOOK_AGAIN_MS : false),
  });
}

type Given = { mapping?: Mapping; decisions?: Decisions };
const post = (id: string, what: string, body: object = {}): Promise<ImportDetail> =>
  sendJson(importDetail, "POST", urlOf(id, what), { body });

export const decideImport = (id: string, given: Given) => post(id, "decide", given);
export const previewImport = (id: string, given: Given) => post(id, "preview", given);
export const confirmImport = (id: string, given: Given = {}) => post(id, "confirm", given);
export const undoImport = (id: string) => post(id, "undo");
export const cancelImport = (id: string) => post(id, "cancel");
export const rejectedUrl = (id: string) => urlOf(id, "rejected.csv");

type UploadOptions = { kind: ImportKind; onProgress: (part: number) => void; signal: AbortSignal };

/** Sends a file; XMLHttpRequest, because fetch does not tell how much has gone. */
export function uploadFile(file: File, { kind, onProgress, signal }: UploadOptions): Promise<{ id: string }> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append("kind", kind);
    form.append("file", file, file.name);
    request.upload.addEventListener("progress", ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0));
    request.addEventListener("error", () => reject(new ApiError(0, "The server could not be reached")));
    request.addEventListener("abort", () => reject(new DOMException("The upload was stopped", "AbortError")));
    request.addEventListener("load", () => {
      const answer = uploadAnswer.safeParse(parsed(request.responseText));
      if (request.status === 202 && answer.success) resolve(answer.data);
      else reject(refusal(request));
    });
    signal.addEventListener("abort", () => request.abort());
    request.open("POST", urlOf());
    request.send(form);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function refusal(request: XMLHttpRequest): ApiError {
  const body = parsed(request.responseText) as { detail?: unknown; requestId?: unknown } | null;
  const detail = typeof body?.detail === "string" ? body.detail : "The server gave no reason";
  const requestId = typeof body?.requestId === "string" ? body.requestId : undefined;
  return new ApiError(request.status, detail, [], requestId);
}

import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { answersOf, fetchJson, nothing, sendJson } from "@/lib/http/fetch-json";
import type { StartPageInput, ViewChange, viewInput } from "./schema";

const answer = answersOf(() => import("./schema"));

export const viewsKey = ["views"] as const;

const VIEWS = "/api/v1/views";
const START_PAGE = "/api/v1/me/start-page";

/** All of them: the menus of every page and the palette share one answer. */
export const viewsQuery = () =>
  queryOptions({
    queryKey: [...viewsKey, "list"],
    queryFn: ({ signal }) => fetchJson(answer("viewList"), VIEWS, { signal }),
    select: ({ data }) => data,
    staleTime: 300_000,
  });

export const startPageQuery = () =>
  queryOptions({
    queryKey: [...viewsKey, "start"],
    queryFn: ({ signal }) => fetchJson(answer("startPage"), START_PAGE, { signal }),
    staleTime: 300_000,
  });

export const postView = (body: z.input<typeof viewInput>, idempotencyKey: string) =>
  sendJson(answer("view"), "POST", VIEWS, { body, idempotencyKey });

export const patchView = ({ id, ...body }: ViewChange) => sendJson(answer("view"), "PATCH", `${VIEWS}/${id}`, { body });

export const deleteView = (id: string) => sendJson(nothing, "DELETE", `${VIEWS}/${id}`);

export const putStartPage = (body: StartPageInput) => sendJson(answer("startPage"), "PUT", START_PAGE, { body });

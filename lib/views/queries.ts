import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { fetchJson, sendJson } from "@/lib/http/fetch-json";
import { type StartPageInput, startPage, type ViewChange, view, type viewInput, viewList } from "./schema";

export const viewsKey = ["views"] as const;

const VIEWS = "/api/v1/views";
const START_PAGE = "/api/v1/me/start-page";

/** All of them: the menus of every page and the palette share one answer. */
export const viewsQuery = () =>
  queryOptions({
    queryKey: [...viewsKey, "list"],
    queryFn: ({ signal }) => fetchJson(viewList, VIEWS, { signal }),
    select: ({ data }) => data,
    staleTime: 300_000,
  });

export const startPageQuery = () =>
  queryOptions({
    queryKey: [...viewsKey, "start"],
    queryFn: ({ signal }) => fetchJson(startPage, START_PAGE, { signal }),
    staleTime: 300_000,
  });

export const postView = (body: z.input<typeof viewInput>, idempotencyKey: string) =>
  sendJson(view, "POST", VIEWS, { body, idempotencyKey });

export const patchView = ({ id, ...body }: ViewChange) => sendJson(view, "PATCH", `${VIEWS}/${id}`, { body });

export const deleteView = (id: string) => sendJson(z.null(), "DELETE", `${VIEWS}/${id}`);

export const putStartPage = (body: StartPageInput) => sendJson(startPage, "PUT", START_PAGE, { body });

import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { answersOf, fetchJson, nothing, sendJson } from "@/lib/http/fetch-json";
import { withQuery } from "@/lib/http/with-query";
import type { ChannelChange, ChannelInput, DeliveryState, Preference } from "./schema";

const answer = answersOf(() => import("./schema"));

export const inboxKey = ["inbox"] as const;
export const notificationsKey = ["notifications"] as const;

const INBOX = "/api/v1/inbox";
const CHANNELS = "/api/v1/notification-channels";

/** The latest few and how many are unread, for the bell. */
export const latestQuery = () =>
  queryOptions({
    queryKey: [...inboxKey, "latest"],
    queryFn: ({ signal }) => fetchJson(answer("inboxPage"), withQuery(INBOX, { limit: 8 }), { signal }),
  });

export const inboxQuery = () =>
  infiniteQueryOptions({
    queryKey: [...inboxKey, "all"],
    queryFn: ({ pageParam, signal }) =>
      fetchJson(answer("inboxPage"), withQuery(INBOX, { limit: 50, cursor: pageParam }), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

/** @param id absent: all of them */
export const markRead = (id?: string) =>
  sendJson(answer("inboxReadAnswer"), "POST", `${INBOX}/read`, { body: id === undefined ? {} : { id } });

export const preferenceQuery = () =>
  queryOptions({
    queryKey: [...notificationsKey, "mine"],
    queryFn: ({ signal }) => fetchJson(answer("preference"), `${INBOX}/settings`, { signal }),
  });

export const savePreference = (body: Preference) =>
  sendJson(answer("preference"), "POST", `${INBOX}/settings`, { body });

export const channelsQuery = () =>
  queryOptions({
    queryKey: [...notificationsKey, "channels"],
    queryFn: ({ signal }) => fetchJson(answer("channelList"), CHANNELS, { signal }),
  });

export const addChannel = (body: ChannelInput) => sendJson(answer("channelAnswer"), "POST", CHANNELS, { body });

export const changeChannel = ({ id, ...body }: ChannelChange) =>
  sendJson(answer("oneChannel"), "PATCH", `${CHANNELS}/${id}`, { body });

export const removeChannel = (id: string) => sendJson(nothing, "DELETE", `${CHANNELS}/${id}`);
export const testChannel = (id: string) => sendJson(answer("sendAnswer"), "POST", `${CHANNELS}/${id}/test`);
export const renewSecret = (id: string) => sendJson(answer("channelAnswer"), "POST", `${CHANNELS}/${id}/secret`);

export const readersQuery = () =>
  queryOptions({
    queryKey: [...notificationsKey, "readers"],
    queryFn: ({ signal }) => fetchJson(answer("readerList"), "/api/v1/notification-readers", { signal }),
  });

/** Which rules tell whom. */
export const ruleReadersQuery = () =>
  queryOptions({
    queryKey: ["alerts", "readers"],
    queryFn: ({ signal }) => fetchJson(answer("ruleReaders"), "/api/v1/alert-rules", { signal }),
  });

export type DeliveryFilter = { state: DeliveryState | null; channel: string | null };

export const deliveriesQuery = ({ state, channel }: DeliveryFilter) =>
  infiniteQueryOptions({
    queryKey: [...notificationsKey, "deliveries", state, channel],
    queryFn: ({ pageParam, signal }) =>
      fetchJson(
        answer("deliveryPage"),
        withQuery("/api/v1/deliveries", { limit: 30, state, channel, cursor: pageParam }),
        {
          signal,
        },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

export const resend = (id: string) => sendJson(answer("sendAnswer"), "POST", `/api/v1/deliveries/${id}/resend`);

"use client";

import { useTimeZone } from "next-intl";
import { dayIn } from "@/lib/core/period";
import { useFormat } from "./use-format";

/** A moment in milliseconds: the time alone where it is of today. */
export function useMoment(): (at: number) => string {
  const format = useFormat();
  const zone = useTimeZone() ?? "UTC";
  return (at) => {
    const moment = new Date(at);
    const iso = moment.toISOString();
    return dayIn(zone, moment) === dayIn(zone, new Date()) ? format.time(iso) : format.dateTime(iso);
  };
}

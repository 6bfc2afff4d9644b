"use client";

import { useSyncExternalStore } from "react";
import { CLEAR, type Line, line } from "@/lib/http/line";

/** Whether the server answers this person; while a page is drawn for the first time, it does. */
export const useLine = (): Line => useSyncExternalStore(line.subscribe, line.read, () => CLEAR);

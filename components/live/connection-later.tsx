"use client";

import dynamic from "next/dynamic";

/** Loaded after the page, and before it is needed: without a connection nothing more can be loaded. */
export const ConnectionLater = dynamic(() => import("./connection").then((loaded) => loaded.Connection), {
  ssr: false,
});

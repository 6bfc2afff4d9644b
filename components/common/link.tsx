"use client";

import NextLink from "next/link";
import { type ComponentProps, useState } from "react";

/**
 * The way to another page of the product, fetched ahead once somebody points at it. By itself the framework fetches whatever
 * is in sight: a list of fifty jobs would ask the server for fifty pages that hardly anybody opens.
 */
function EarlyLink({ onPointerEnter, onFocus, ...props }: ComponentProps<typeof NextLink>) {
  const [isMeant, setMeant] = useState(false);
  return (
    <NextLink
      {...props}
      prefetch={isMeant ? null : false}
      onPointerEnter={(event) => {
        setMeant(true);
        onPointerEnter?.(event);
      }}
      onFocus={(event) => {
        setMeant(true);
        onFocus?.(event);
      }}
    />
  );
}

export const Link = EarlyLink as typeof NextLink;

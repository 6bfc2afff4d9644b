"use client";

import { useEffect } from "react";

const SCHEME = "data-mantine-color-scheme";

/** Paper is white: who works in the dark prints in the light, and gets the dark back. */
export function usePaper(): void {
  useEffect(() => {
    const { documentElement: page } = document;
    let before: string | null = null;
    const lighten = () => {
      before = page.getAttribute(SCHEME);
      page.setAttribute(SCHEME, "light");
    };
    const restore = () => {
      if (before) page.setAttribute(SCHEME, before);
      before = null;
    };
    window.addEventListener("beforeprint", lighten);
    window.addEventListener("afterprint", restore);
    return () => {
      window.removeEventListener("beforeprint", lighten);
      window.removeEventListener("afterprint", restore);
    };
  }, []);
}

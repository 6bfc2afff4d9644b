"use client";

import { useSyncExternalStore } from "react";
import de from "@/messages/de/errors.json";
import en from "@/messages/en/errors.json";

const never = () => () => {};

/** When not even the layout could be drawn (no database): without theme, providers and translations of a request. */
export default function GlobalError({ reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const language = useSyncExternalStore(
    never,
    () => navigator.language,
    () => "en",
  );
  const isGerman = language.startsWith("de");
  const words = isGerman ? de : en;
  return (
    <html lang={isGerman ? "de" : "en"}>
      <body style={{ margin: 0, fontFamily: "system-ui, sans-serif", colorScheme: "light dark" }}>
        <title>{words.brokenTitle}</title>
        <main style={{ maxWidth: "40rem", margin: "20vh auto", padding: "0 1rem", textAlign: "center" }}>
          <h1 style={{ fontSize: "1.25rem" }}>{words.brokenTitle}</h1>
          <p>{words.brokenHint}</p>
          <button type="button" onClick={reset}>
            {words.reload}
          </button>
        </main>
      </body>
    </html>
  );
}

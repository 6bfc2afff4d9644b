"use client";

import type { ClipboardEvent } from "react";
import { useFormat } from "./use-format";

type Props = { value: string | null; currency?: string; className?: string | undefined };

/** Money with sensible digits; every digit in the tooltip and in what is copied. */
export function Amount({ value, currency, className }: Props) {
  const format = useFormat();
  if (value === null) return <span className={className}>–</span>;
  const shown = format.money(value, currency ? { currency } : {});

  function copyExact(event: ClipboardEvent) {
    // Only when this amount alone is marked: a copied table keeps what the eye saw.
    if (window.getSelection()?.toString().trim() !== shown) return;
    event.clipboardData.setData("text/plain", value ?? "");
    event.preventDefault();
  }

  return (
    <data
      className={className}
      value={value}
      title={format.money(value, { full: true, ...(currency ? { currency } : {}) })}
      onCopy={copyExact}
    >
      {shown}
    </data>
  );
}

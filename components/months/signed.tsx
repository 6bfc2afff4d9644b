"use client";

import { useFormat } from "@/components/common/use-format";

/** An amount with its sign: what came on top, or went away. */
export function Signed({ value }: { value: string }) {
  const format = useFormat();
  const sign = value.startsWith("-") ? "−" : value === "0" ? "" : "+";
  const plain = value.replace("-", "");
  return (
    <data value={value} title={`${sign}${format.money(plain, { full: true })}`}>
      {sign}
      {format.money(plain)}
    </data>
  );
}

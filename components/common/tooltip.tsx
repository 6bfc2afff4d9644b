"use client";

import { Tooltip } from "@mantine/core";
import type { ReactElement } from "react";

type Props = { label: string; position: "right" | "bottom"; children: ReactElement<Record<string, unknown>> };

export function Beside({ label, position, children }: Props) {
  return (
    <Tooltip label={label} position={position} multiline maw={260}>
      {children}
    </Tooltip>
  );
}

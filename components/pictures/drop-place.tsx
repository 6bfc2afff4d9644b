"use client";

import { type DragEvent, type ReactNode, useState } from "react";
import classes from "./pictures.module.css";

const holdsFiles = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes("Files");

type Props = { children: ReactNode; isOff: boolean; onFiles: (files: File[]) => void; className?: string | undefined };

/** Files may be dropped here. For the mouse alone: whoever uses a keyboard has a menu or a button for the same. */
export function DropPlace({ children, isOff, onFiles, className }: Props) {
  const [isOver, setOver] = useState(false);
  if (isOff) return <div className={className}>{children}</div>;
  const take = (event: DragEvent) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    // The smallest place takes it: a tile before the list around it.
    event.stopPropagation();
    setOver(event.type === "dragover");
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping files has no keyboard; the same is in a menu
    <div
      className={[className, isOver ? classes.dropping : null].filter(Boolean).join(" ")}
      onDragOver={take}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        take(event);
        const files = [...event.dataTransfer.files];
        if (files.length > 0) onFiles(files);
      }}
    >
      {children}
    </div>
  );
}

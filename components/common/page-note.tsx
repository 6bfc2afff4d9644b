import type { ReactNode } from "react";
import classes from "./page-note.module.css";

type Props = { title: string; hint: ReactNode; action: ReactNode };

/** Instead of a page. Every page carries it along, so it is made of plain elements. */
export function PageNote({ title, hint, action }: Props) {
  return (
    <div className={classes.note}>
      <h1 className={classes.title}>{title}</h1>
      <div className={classes.hint}>{hint}</div>
      <div className={classes.act}>{action}</div>
    </div>
  );
}

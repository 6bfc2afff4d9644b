"use client";

import { Anchor, type AnchorProps, VisuallyHidden } from "@mantine/core";
import { IconArrowUpRight } from "@tabler/icons-react";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Link } from "@/components/common/link";
import type { Dimension } from "@/lib/kpi/schema";
import classes from "./kpi.module.css";
import { pageOf } from "./page-of";

type Of = { dimension: Dimension; code: string | null };

/** A name that leads to its page, where it has one. */
export function PageLink({ dimension, code, children, ...rest }: Of & { children: ReactNode } & AnchorProps) {
  const page = pageOf(dimension, code);
  if (!page) return children;
  return (
    <Anchor component={Link} href={page as Route} size="sm" {...rest}>
      {children}
    </Anchor>
  );
}

/** Beside a name whose click does something else: the way to its page. */
export function PageArrow({ dimension, code, name }: Of & { name: string }) {
  const t = useTranslations("scopes");
  const page = pageOf(dimension, code);
  if (!page) return null;
  const label = t("open", { name });
  return (
    <Link className={classes.pageArrow} href={page as Route} title={label}>
      <IconArrowUpRight size={16} stroke={1.8} aria-hidden />
      <VisuallyHidden>{label}</VisuallyHidden>
    </Link>
  );
}

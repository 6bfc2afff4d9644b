"use client";

import { useTranslations } from "next-intl";
import type { DrawnLayer } from "@/components/charts/drawn";
import { coloursOf } from "@/components/charts/palette";
import { CLASSES } from "@/lib/kpi/rules/vocabulary";

const COLOURS = coloursOf(CLASSES.map((id) => ({ id, code: id, isOther: id === "open" })));

export const colourOf = (name: string): string => COLOURS.get(name) ?? "currentColor";

/** The seven classes in the order in which the first that holds wins. */
export function useClassLayers(): DrawnLayer[] {
  const t = useTranslations("waste.class");
  return CLASSES.map((id) => ({ id, label: t(id), colour: colourOf(id) }));
}

"use client";

import type { Filter } from "@/components/filters/url";
import { useLayerName } from "@/components/kpi/use-layer-name";
import type { Layer } from "@/lib/core/chart";
import type { DrawnLayer } from "./drawn";
import { coloursOf } from "./palette";

/** Names and colours of the values of a dimension: the same everywhere. */
export function useLayers(dimension: Filter): (layers: readonly Layer[]) => DrawnLayer[] {
  const nameOf = useLayerName(dimension);
  return (layers) => {
    const colours = coloursOf(layers);
    return layers.map((layer) => ({
      id: layer.id,
      label: nameOf(layer),
      colour: colours.get(layer.id) ?? "currentColor",
    }));
  };
}

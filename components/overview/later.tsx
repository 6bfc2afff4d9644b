"use client";

import { Skeleton } from "@mantine/core";
import dynamic from "next/dynamic";

/** What stands below the figures is drawn after them: its place is kept until it is there, so that nothing moves. */
const place = () => <Skeleton height={420} radius="md" />;
const lowPlace = () => <Skeleton height={230} radius="md" />;

export const OverTime = dynamic(() => import("./over-time").then((loaded) => loaded.OverTime), {
  ssr: false,
  loading: place,
});
export const MoversPanel = dynamic(() => import("./movers-panel").then((loaded) => loaded.MoversPanel), {
  ssr: false,
  loading: lowPlace,
});
export const CostCenterPanel = dynamic(() => import("./cost-center-panel").then((loaded) => loaded.CostCenterPanel), {
  ssr: false,
  loading: place,
});
export const FunnelPanel = dynamic(() => import("./funnel-panel").then((loaded) => loaded.FunnelPanel), {
  ssr: false,
  loading: place,
});
export const HeatPanel = dynamic(() => import("./heat-panel").then((loaded) => loaded.HeatPanel), {
  ssr: false,
  loading: place,
});
export const Breakdown = dynamic(() => import("./breakdown").then((loaded) => loaded.Breakdown), {
  ssr: false,
  loading: place,
});

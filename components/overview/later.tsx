"use client";

import { Skeleton } from "@mantine/core";
import dynamic from "next/dynamic";

/** What stands below the figures is drawn after them: its place is kept until it is there, so that nothing moves. */
const place = (height: number) => ({ ssr: false, loading: () => <Skeleton height={height} radius="md" /> });

export const OverTime = dynamic(() => import("./over-time").then((loaded) => loaded.OverTime), place(420));
export const MoversPanel = dynamic(() => import("./movers-panel").then((loaded) => loaded.MoversPanel), place(420));
export const CostCenterPanel = dynamic(
  () => import("./cost-center-panel").then((loaded) => loaded.CostCenterPanel),
  place(420),
);
export const FunnelPanel = dynamic(() => import("./funnel-panel").then((loaded) => loaded.FunnelPanel), place(420));
export const HeatPanel = dynamic(() => import("./heat-panel").then((loaded) => loaded.HeatPanel), place(420));
export const Breakdown = dynamic(() => import("./breakdown").then((loaded) => loaded.Breakdown), place(420));

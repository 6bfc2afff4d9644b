"use client";

import dynamic from "next/dynamic";

/** Only an organization that begins needs them: nobody else loads them. */
export const WelcomeFirst = dynamic(() => import("./welcome").then((loaded) => loaded.Welcome));
export const StepsFirst = dynamic(() => import("@/components/prices/first-steps").then((loaded) => loaded.FirstSteps));

"use client";

import dynamic from "next/dynamic";

/** Only an organization without any job needs it: nobody else loads it. */
export const WelcomeFirst = dynamic(() => import("./welcome").then((loaded) => loaded.Welcome));

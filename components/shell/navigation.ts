import {
  IconBellRinging,
  IconBuilding,
  IconCalendarCheck,
  IconChartDonut,
  IconCoin,
  IconFileImport,
  IconHistory,
  IconKey,
  IconLayoutDashboard,
  IconList,
  IconListDetails,
  IconPhotoCheck,
  IconSend,
  IconSpeakerphone,
  IconTableShare,
  IconTag,
  IconTarget,
  IconTrash,
  IconUsers,
} from "@tabler/icons-react";
import type { Permission } from "@/lib/auth/rules";

const ENTRIES = [
  { group: "work", key: "overview", href: "/overview", icon: IconLayoutDashboard, needs: "figures:read" },
  { group: "work", key: "explore", href: "/explore", icon: IconTableShare, needs: "figures:read" },
  { group: "work", key: "waste", href: "/waste", icon: IconTrash, needs: "figures:read" },
  { group: "work", key: "campaigns", href: "/campaigns", icon: IconSpeakerphone, needs: "figures:read" },
  { group: "work", key: "review", href: "/review", icon: IconPhotoCheck, needs: "jobs:read" },
  { group: "work", key: "jobs", href: "/jobs", icon: IconListDetails, needs: "jobs:read" },
  { group: "control", key: "alerts", href: "/alerts", icon: IconBellRinging, needs: "figures:read" },
  { group: "control", key: "budgets", href: "/budgets", icon: IconChartDonut, needs: "figures:read" },
  { group: "control", key: "targets", href: "/targets", icon: IconTarget, needs: "figures:read" },
  { group: "money", key: "prices", href: "/prices", icon: IconTag, needs: "figures:read" },
  { group: "money", key: "credits", href: "/credits", icon: IconCoin, needs: "figures:read" },
  { group: "money", key: "months", href: "/months", icon: IconCalendarCheck, needs: "figures:read" },
  { group: "money", key: "imports", href: "/imports", icon: IconFileImport, needs: "jobs:log" },
  {
    group: "settings",
    key: "organization",
    href: "/settings/organization",
    icon: IconBuilding,
    needs: "organization:manage",
  },
  { group: "settings", key: "members", href: "/settings/members", icon: IconUsers, needs: "members:manage" },
  { group: "settings", key: "apiKeys", href: "/settings/api-keys", icon: IconKey, needs: "api-keys:manage" },
  { group: "settings", key: "lists", href: "/settings/lists", icon: IconList, needs: "lists:write" },
  {
    group: "settings",
    key: "notifications",
    href: "/settings/notifications",
    icon: IconSend,
    needs: "alerts:handle",
  },
  { group: "settings", key: "auditLog", href: "/settings/audit-log", icon: IconHistory, needs: "audit:read" },
] as const satisfies readonly { group: string; key: string; href: string; icon: unknown; needs: Permission }[];

export type NavigationEntry = (typeof ENTRIES)[number];
export const NAVIGATION_GROUPS = ["work", "control", "money", "settings"] as const;

/** What this person may open; the pages and services ask again. */
export function navigationFor(permissions: readonly Permission[]): NavigationEntry[] {
  return ENTRIES.filter(({ needs }) => permissions.includes(needs));
}

/** The entry that the address lies under. Who chose no start page begins with the overview. */
export function isCurrent(entry: Pick<NavigationEntry, "href">, pathname: string): boolean {
  if (pathname === "/") return entry.href === "/overview";
  return pathname === entry.href || pathname.startsWith(`${entry.href}/`);
}

import { IconBrandSlack, IconBrandTeams, IconMail, IconWebhook } from "@tabler/icons-react";
import type { ChannelKind } from "@/lib/notifications/schema";

const ICONS = { email: IconMail, webhook: IconWebhook, slack: IconBrandSlack, teams: IconBrandTeams };

export function ChannelIcon({ kind }: { kind: ChannelKind }) {
  const Icon = ICONS[kind];
  return <Icon size={20} stroke={1.6} aria-hidden />;
}

"use client";

import { Button, Stack } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useMe } from "@/components/common/me-context";
import { PageHeader } from "@/components/common/page-header";
import { Invitations } from "./invitations";
import { InviteModal } from "./invite-modal";
import { MembersTable } from "./members-table";

export function MembersPage() {
  const t = useTranslations("settings.members");
  const { organization } = useMe();
  const [isInviting, setInviting] = useState(false);
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description", { name: organization.name })}
        actions={
          <Button leftSection={<IconUserPlus size={18} aria-hidden />} onClick={() => setInviting(true)}>
            {t("invite")}
          </Button>
        }
      />
      <Stack gap="xl">
        <MembersTable />
        <Invitations />
      </Stack>
      <InviteModal opened={isInviting} onClose={() => setInviting(false)} />
    </>
  );
}

"use client";

import { Menu } from "@mantine/core";
import type { Route } from "next";
import { cloneElement, Fragment, type ReactElement, type ReactNode } from "react";
import { Link } from "@/components/common/link";
import { useOpenedAtOnce } from "./use-opened-at-once";

type Action = {
  id: string;
  label: ReactNode;
  icon?: ReactNode;
  /** At the end of the line, for a mark. */
  mark?: ReactNode;
  href?: Route;
  onClick?: () => void;
  isDisabled?: boolean;
  isCurrent?: boolean;
  lang?: string;
  /** A line above it. */
  startsGroup?: boolean;
};

export type MenuProps = {
  /** The button; it takes what opens the menu. */
  target: ReactElement<Record<string, unknown>>;
  /** Above the actions. */
  head?: ReactNode;
  actions: readonly Action[];
  position?: "bottom-start" | "bottom-end";
  width?: number;
};

function Item({ action }: { action: Action }) {
  const { label, icon, mark, href, onClick, isDisabled, isCurrent, lang } = action;
  const shared = {
    leftSection: icon ?? null,
    rightSection: mark ?? null,
    disabled: isDisabled ?? false,
    "aria-current": isCurrent ?? undefined,
    ...(lang ? { lang } : {}),
    ...(onClick ? { onClick } : {}),
  } as const;
  if (href)
    return (
      <Menu.Item component={Link} href={href} {...shared}>
        {label}
      </Menu.Item>
    );
  return <Menu.Item {...shared}>{label}</Menu.Item>;
}

/** The menu itself, open from its first moment. */
export function OpenedMenu({ target, head, actions, position = "bottom-end", width }: MenuProps) {
  const { ref, opened, setOpened } = useOpenedAtOnce();
  return (
    <Menu position={position} withinPortal opened={opened} onChange={setOpened} {...(width ? { width } : {})}>
      <Menu.Target>{cloneElement(target, { ref })}</Menu.Target>
      <Menu.Dropdown>
        {head ? <Menu.Label>{head}</Menu.Label> : null}
        {actions.map((action) => (
          <Fragment key={action.id}>
            {action.startsGroup ? <Menu.Divider /> : null}
            <Item action={action} />
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

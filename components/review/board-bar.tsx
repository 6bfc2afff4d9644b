"use client";

import {
  ActionIcon,
  Button,
  Combobox,
  Group,
  NativeSelect,
  ScrollArea,
  SegmentedControl,
  Text,
  useCombobox,
} from "@mantine/core";
import {
  IconCheck,
  IconChevronDown,
  IconCloudOff,
  IconKeyboard,
  IconLayoutGrid,
  IconRefresh,
  IconSquare,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNow, useTranslations } from "next-intl";
import { useState } from "react";
import { DimensionFilter } from "@/components/filters/dimension-filter";
import { waitingQueryOptions } from "@/lib/reviews/queries";
import { QUEUE_ORDERS, QUEUE_STATES, type WaitingAnswer } from "@/lib/reviews/schema";
import type { Board } from "./board";
import classes from "./board.module.css";
import { BOARD_FILTERS, type BoardUrl, VIEWS } from "./board-url";
import type { OutboxSender, OutboxState } from "./outbox-sender";
import { useSession } from "./use-board";
import { useOutboxState } from "./use-outbox";

type View = (typeof VIEWS)[number];
type Change = (next: Partial<{ [K in keyof BoardUrl]: BoardUrl[K] | null }>) => void;

const DAY_MS = 86_400_000;

/** How long something has waited, in whole days. */
function useAge(): (iso: string) => string {
  const t = useTranslations("review");
  const now = useNow();
  return (iso) => t("age", { days: Math.max(0, Math.floor((now.getTime() - Date.parse(iso)) / DAY_MS)) });
}

type Queue = WaitingAnswer["groups"][number];
const keyOf = ({ campaign, motif }: Queue) => (motif ? `${campaign.code}/${motif.code}` : `${campaign.code}/`);

/** Which queue: everything, or one motif, each with how much waits and since when. */
function QueueChooser({ url, onChange }: { url: BoardUrl; onChange: Change }) {
  const t = useTranslations("review");
  const tc = useTranslations("common");
  const age = useAge();
  const [search, setSearch] = useState("");
  const combobox = useCombobox({
    onDropdownOpen: () => combobox.focusSearchInput(),
    onDropdownClose: () => setSearch(""),
  });
  const { data } = useQuery(waitingQueryOptions({ by: "motif" }));
  const groups = data?.groups.filter(({ motif }) => motif) ?? [];
  const named = (queue: Queue) =>
    `${queue.motif?.name} ${queue.motif?.code} ${queue.campaign.name} ${queue.campaign.code}`;
  const offered = groups.filter((queue) => named(queue).toLowerCase().includes(search.trim().toLowerCase()));
  const [chosen] = url.motif;
  const current = groups.find((queue) => keyOf(queue) === chosen);
  const label = chosen ? (current?.motif?.name ?? chosen) : t("allQueues");

  return (
    <Combobox
      store={combobox}
      width={360}
      position="bottom-start"
      withinPortal
      onOptionSubmit={(key) => {
        onChange({ motif: key === "" ? null : [key], job: null });
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target targetType="button">
        <Button
          variant="default"
          size="sm"
          px="sm"
          className={classes.queueButton}
          rightSection={<IconChevronDown size={16} aria-hidden />}
          onClick={() => combobox.toggleDropdown()}
          aria-label={t("queueIs", { name: label })}
        >
          <span className={classes.cut}>{label}</span>
        </Button>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={search}
          onChange={({ currentTarget }) => setSearch(currentTarget.value)}
          placeholder={tc("search")}
          aria-label={t("searchQueue")}
        />
        <Combobox.Options aria-label={t("queues")}>
          <ScrollArea.Autosize mah={320} type="auto" scrollbarSize={6}>
            <Combobox.Option value="" active={!chosen}>
              <span className={classes.queueLine}>
                <span>{t("allQueues")}</span>
                <span className={classes.queueCount}>{data?.waiting ?? ""}</span>
              </span>
            </Combobox.Option>
            {offered.map((queue) => (
              <Combobox.Option key={keyOf(queue)} value={keyOf(queue)} active={keyOf(queue) === chosen}>
                <span className={classes.queueLine}>
                  <span className={classes.cut}>
                    {queue.motif?.name}
                    <Text span size="xs" c="dimmed" display="block">
                      {queue.campaign.name} · {age(queue.oldest)}
                    </Text>
                  </span>
                  <span className={classes.queueCount}>{queue.waiting}</span>
                </span>
              </Combobox.Option>
            ))}
          </ScrollArea.Autosize>
        </Combobox.Options>
        {data && offered.length === 0 ? <Combobox.Empty>{t("noQueue")}</Combobox.Empty> : null}
      </Combobox.Dropdown>
    </Combobox>
  );
}

/** Where one's decisions are: stored, on their way, or waiting for the line or a sign-in. */
function SavedState({ outbox }: { outbox: OutboxState }) {
  const t = useTranslations("review");
  const waiting = outbox.entries.filter(({ trouble }) => trouble === null).length;
  const { line } = outbox;
  const isStuck = waiting > 0 && (line === "offline" || line === "signedOut");
  const words =
    waiting === 0 ? t("allStored") : isStuck ? t(`line.${line}`, { count: waiting }) : t("toStore", { count: waiting });
  const Icon = waiting === 0 ? IconCheck : isStuck ? IconCloudOff : IconRefresh;
  return (
    <Text
      size="sm"
      c={isStuck ? "var(--near)" : "dimmed"}
      fw={isStuck ? 600 : 400}
      className={classes.saved}
      role="status"
      data-unread={outbox.line === "unread" || undefined}
    >
      <Icon size={16} aria-hidden /> {words}
    </Text>
  );
}

type HeadProps = {
  board: Board;
  sender: OutboxSender;
  view: View;
  onView: (view: View) => void;
  onHelp: () => void;
};

/** Beside the title: what was decided, whether it is stored, and how pictures are looked at. */
export function BoardHead({ board, sender, view, onView, onHelp }: HeadProps) {
  const t = useTranslations("review");
  const decided = useSession(board, ({ said }) => said.size);
  return (
    <Group gap="md" className={classes.head}>
      {decided > 0 ? (
        <Text size="sm" c="dimmed" data-decided={decided}>
          {t("decidedHere", { count: decided })}
        </Text>
      ) : null}
      <SavedState outbox={useOutboxState(sender)} />
      <SegmentedControl
        size="xs"
        aria-label={t("view")}
        value={view}
        onChange={(value) => onView(VIEWS.find((one) => one === value) ?? "grid")}
        data={VIEWS.map((value) => ({
          value,
          label: (
            <span className={classes.viewLabel}>
              {value === "grid" ? <IconLayoutGrid size={15} aria-hidden /> : <IconSquare size={15} aria-hidden />}
              {t(`views.${value}`)}
            </span>
          ),
        }))}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t("keys.title")}
        className={classes.wideOnly}
        onClick={onHelp}
      >
        <IconKeyboard size={20} aria-hidden />
      </ActionIcon>
    </Group>
  );
}

/** Which pictures, in which order. */
export function BoardBar({ url, onChange }: { url: BoardUrl; onChange: Change }) {
  const t = useTranslations("review");
  return (
    <search className={classes.bar} aria-label={t("bar")}>
      <QueueChooser url={url} onChange={onChange} />
      <NativeSelect
        size="sm"
        aria-label={t("stateLabel")}
        value={url.state}
        data={QUEUE_STATES.map((value) => ({ value, label: t(`queueState.${value}`) }))}
        onChange={({ currentTarget }) =>
          onChange({ state: QUEUE_STATES.find((one) => one === currentTarget.value) ?? null })
        }
      />
      <NativeSelect
        size="sm"
        aria-label={t("orderLabel")}
        value={url.order}
        data={QUEUE_ORDERS.map((value) => ({ value, label: t(`order.${value}`) }))}
        onChange={({ currentTarget }) =>
          onChange({ order: QUEUE_ORDERS.find((one) => one === currentTarget.value) ?? null })
        }
      />
      <div className={classes.filters}>
        {BOARD_FILTERS.map((filter) => (
          <DimensionFilter
            key={filter}
            filter={filter}
            chosen={url[filter]}
            onChange={(codes) => onChange({ [filter]: codes.length > 0 ? codes : null })}
          />
        ))}
      </div>
    </search>
  );
}

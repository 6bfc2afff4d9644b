import { addDays, addMonths, monthEnd, monthStart } from "@/lib/core/period";
import { type KpiQuery, kpiQuery } from "@/lib/kpi/schema";
import { TIME_ZONE } from "../generate/world";

// The questions of the benchmark, as the product is asked and as somebody would write them by hand.

/** What a chart shows; tables and tiles ask for everything. */
const CHART = "spend,images,approved,costPerApprovedImage";

export type Case = {
  name: string;
  questions: readonly KpiQuery[];
  /** The same by hand; null where only the product is measured. */
  sql: readonly Statement[] | null;
};
type Statement = { postgres: string; duckdb: string };

type Range = { from: string; to: string };
type Asked = {
  range: Range;
  by?: string;
  top?: number;
  interval?: "day" | "month";
  where?: Record<string, string>;
  fields?: string;
};

const question = ({ range, by, top, interval, where, fields = CHART }: Asked): KpiQuery =>
  kpiQuery.parse({
    ...range,
    ...where,
    ...(by ? { groupBy: by } : {}),
    ...(top ? { top } : {}),
    ...(interval ? { interval } : {}),
    ...(fields === "all" ? {} : { fields }),
  });

const COLUMNS = "sum(known_cost) AS spend, sum(images_delivered) AS images, sum(approved) AS approved";
const instant = (day: string) => `('${day}'::timestamp AT TIME ZONE '${TIME_ZONE}')`;

/** The same question over jobs of a range: in Postgres `$1` is the organization; DuckDB has the day in a column. */
function byHand({ from, to }: Range, by: readonly string[], where = ""): Statement {
  const columns = [...by, COLUMNS].join(", ");
  const grouped = by.length > 0 ? `GROUP BY ${by.map((_, at) => at + 1).join(", ")}` : "";
  const jobs = `(SELECT *, (occurred_at AT TIME ZONE '${TIME_ZONE}')::date AS day FROM job WHERE organization_id = $1
    AND voided_at IS NULL AND occurred_at >= ${instant(from)} AND occurred_at < ${instant(addDays(to, 1))})`;
  return {
    postgres: `SELECT ${columns} FROM ${jobs} j WHERE kind <> 'training' ${where} ${grouped}`,
    duckdb: `SELECT ${columns} FROM job WHERE kind <> 'training' AND day BETWEEN '${from}' AND '${to}' ${where} ${grouped}`,
  };
}

/** Values that a large organization has: its largest campaign, and the market and channel that it works for most. */
export type Values = Record<"campaign" | "market" | "channel", { id: string; code: string }>;

export function casesOf(lastDay: string, { campaign, market, channel }: Values): Case[] {
  const back = (days: number): Range => ({ from: addDays(lastDay, 1 - days), to: lastDay });
  const month = back(30);
  const before = { from: addDays(month.from, -30), to: addDays(month.from, -1) };
  const years = { from: monthStart(addMonths(lastDay, -23)), to: monthEnd(lastDay) };
  const place = { market: market.code, channel: channel.code };
  const byMonth = "date_trunc('month', day) AS month";
  return [
    {
      name: "30 days by campaign and day",
      questions: [question({ range: month, by: "campaign", interval: "day" })],
      sql: [byHand(month, ["campaign_id", "day"])],
    },
    {
      name: "2 years by channel and month",
      questions: [question({ range: years, by: "channel", interval: "month" })],
      sql: [byHand(years, ["channel_id", byMonth])],
    },
    {
      name: "one large campaign, 2 years by kind and month",
      questions: [question({ range: years, by: "kind", interval: "month", where: { campaign: campaign.code } })],
      sql: [byHand(years, ["kind", byMonth], `AND campaign_id = '${campaign.id}'`)],
    },
    {
      name: "tiles: 30 days and the 30 before",
      questions: [question({ range: month, fields: "all" }), question({ range: before, fields: "all" })],
      sql: [byHand(month, []), byHand(before, [])],
    },
    {
      name: "90 days of a market and a channel by day",
      questions: [question({ range: back(90), interval: "day", where: place })],
      sql: [byHand(back(90), ["day"], `AND market_id = '${market.id}' AND channel_id = '${channel.id}'`)],
    },
    {
      name: "30 days by market, every field",
      questions: [question({ range: month, by: "market", fields: "all" })],
      sql: null,
    },
    {
      name: "90 days by motif, the 100 dearest (from jobs)",
      questions: [question({ range: back(90), by: "motif", top: 100 })],
      sql: null,
    },
  ];
}

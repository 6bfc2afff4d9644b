import "server-only";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import { AppError } from "@/lib/core/errors";
import { addDays, type Days, dayIn } from "@/lib/core/period";
import { findByCode } from "@/lib/dimensions/rules";
import { bookingLists } from "@/lib/dimensions/service";
import { type Db, snapshot, transaction } from "@/lib/server/db";
import { type Target, targetInput } from "@/lib/targets/schema";
import { setTarget } from "@/lib/targets/service";
import { calibrate } from "../rules/calibrate";
import { figuresOf } from "../rules/rule";
import { type Rule, ruleInput } from "../schema";
import {
  type Calibrated,
  type Calibration,
  type CalibrationInput,
  type CalibrationQuery,
  ruleOf,
  targetOf,
} from "../schema/calibration";
import { createRule } from "../service";
import { Sight } from "./sight";

/** A pilot is known within so many days. */
const MOST_DAYS = 730;

/** What a pilot campaign's figures suggest. Nothing is written. */
export function calibrationOf(actor: Actor, query: CalibrationQuery): Promise<Calibration> {
  authorise(actor, "figures:read");
  return snapshot((tx) => proposed(tx, actor, query));
}

async function proposed(tx: Db, actor: Actor, { campaign, from, to }: CalibrationQuery): Promise<Calibration> {
  const lists = await bookingLists(tx, actor.organization.id);
  const sight = new Sight(actor, lists, new Date());
  const until = to ?? sight.today;
  const range: Days = { from: from ?? addDays(until, 1 - MOST_DAYS), to: until };
  const rows = await sight.daily({ days: range, groupBy: [], filter: { campaign: [campaign] } });
  const found = calibrate(new Map(rows.map(({ day, row }) => [day, figuresOf(row)])));
  // Who sees none of its jobs learns no name either.
  const known = found ? findByCode(lists.campaigns, campaign) : undefined;
  return {
    currency: actor.organization.currency,
    campaign: { code: known?.code ?? campaign, name: known?.name ?? campaign },
    days: found ? { from: found.from, to: found.to } : null,
    proposals: found?.proposals ?? [],
  };
}

/** Targets and rules as the lines say, all of them or none; each target remembers what the pilot had. */
export async function applyCalibration(actor: Actor, input: CalibrationInput): Promise<Calibrated> {
  authorise(actor, "targets:write");
  authorise(actor, "alerts:write");
  return transaction(async (tx) => {
    const { days, proposals } = await proposed(tx, actor, input);
    const firstDay = input.firstDay ?? dayIn(actor.organization.timeZone, new Date());
    const targets: Target[] = [];
    const rules: Rule[] = [];
    for (const [at, line] of input.lines.entries()) {
      const was = proposals.find(({ metric }) => metric === line.metric)?.sample.value;
      const baseline = days && was ? { value: was, ...days } : null;
      const target = targetOf(input, line, firstDay);
      const rule = ruleOf(input, line);
      if (target) targets.push(await atLine(at, setTarget(actor, targetInput.parse({ ...target, baseline }))));
      if (rule) rules.push(await atLine(at, createRule(actor, ruleInput.parse(rule))));
    }
    return { targets, rules };
  });
}

/** A refusal says which line it is about: of what is on its days, not of what all lines share. */
async function atLine<T>(at: number, work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    if (!(error instanceof AppError) || error.code !== "conflict") throw error;
    const errors = error.errors?.map((one) => ({ ...one, path: `lines.${at}.target` }));
    throw new AppError(error.code, error.message, errors);
  });
}

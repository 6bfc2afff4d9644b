import "server-only";
import { z } from "zod";
import type { Db } from "@/lib/server/db";
import type { CreditFunction } from "./rules";
import { creditFormula, creditPoint } from "./schema";

const points = z.array(creditPoint);
const dayText = (date: Date): string => date.toISOString().slice(0, 10);

/** All functions of one organization; their JSON is parsed here, so that nobody calculates with what is not there. */
export async function readCreditFunctions(db: Db, organizationId: string): Promise<CreditFunction[]> {
  const rows = await db.creditFunction.findMany({
    where: { organizationId },
    orderBy: [{ firstDay: "asc" }, { id: "asc" }],
  });
  return rows.map(({ id, providerId, model, kind, source, ...row }) => ({
    ...{ id, providerId, model, kind, source },
    firstDay: dayText(row.firstDay),
    lastDay: row.lastDay && dayText(row.lastDay),
    points: points.parse(row.points),
    formula: row.formula === null ? null : creditFormula.parse(row.formula),
    errorBand: row.errorBand.toFixed(),
  }));
}

import { refreshSums } from "@/lib/kpi/service/refresh";
import { pool } from "@/lib/server/db";

/** Makes all sums of an organization anew, as the worker does. */
export async function freshSums(organizationId: string): Promise<void> {
  while ((await refreshSums(organizationId)) > 0);
}

export async function marksOf(organizationId: string): Promise<number> {
  const { rows } = await pool().query("SELECT count(*)::int AS marks FROM kpi_stale WHERE organization_id = $1", [
    organizationId,
  ]);
  return rows[0].marks;
}

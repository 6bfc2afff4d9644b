import { csvEndpoint } from "@/app/api/csv-endpoint";
import { kpisExportQuery } from "@/lib/exports/schema";
import { exportKpis } from "@/lib/exports/service/kpis";

export const GET = csvEndpoint({ input: kpisExportQuery, run: exportKpis });

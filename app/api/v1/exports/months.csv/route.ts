import { csvEndpoint } from "@/app/api/csv-endpoint";
import { monthExportQuery } from "@/lib/exports/schema";
import { exportMonth } from "@/lib/exports/service/months";

export const GET = csvEndpoint({ input: monthExportQuery, run: exportMonth });

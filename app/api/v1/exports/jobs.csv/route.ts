import { csvEndpoint } from "@/app/api/csv-endpoint";
import { jobsExportQuery } from "@/lib/exports/schema";
import { exportJobs } from "@/lib/exports/service/jobs";

export const GET = csvEndpoint({ input: jobsExportQuery, run: exportJobs });

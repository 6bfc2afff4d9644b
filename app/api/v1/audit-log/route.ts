import { endpoint } from "@/app/api/endpoint";
import { auditPage, auditQuery } from "@/lib/audit/schema";
import { auditLog } from "@/lib/settings/service";

export const GET = endpoint({ input: auditQuery, output: auditPage, run: auditLog });

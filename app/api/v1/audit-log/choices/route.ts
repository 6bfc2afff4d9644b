import { endpoint } from "@/app/api/endpoint";
import { auditChoices, auditChoicesQuery } from "@/lib/audit/schema";
import { auditLogChoices } from "@/lib/settings/service";

export const GET = endpoint({ input: auditChoicesQuery, output: auditChoices, run: auditLogChoices });

import { endpoint } from "@/app/api/endpoint";
import { organization, organizationChange, organizationQuery } from "@/lib/settings/schema";
import { changeOrganization, organizationOf } from "@/lib/settings/service";

export const GET = endpoint({ input: organizationQuery, output: organization, run: organizationOf });
export const PATCH = endpoint({ input: organizationChange, output: organization, run: changeOrganization });

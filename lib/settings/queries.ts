import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { fetchJson, sendJson } from "@/lib/http/fetch-json";
import { type OrganizationChange, organization, type StaffRateInput, staffRate } from "./schema";

export const settingsKey = ["settings"] as const;

export function organizationQueryOptions() {
  return queryOptions({
    queryKey: [...settingsKey, "organization"],
    queryFn: ({ signal }) => fetchJson(organization, "/api/v1/organization", { signal }),
  });
}

export function changeOrganization(body: OrganizationChange) {
  return sendJson(organization, "PATCH", "/api/v1/organization", { body });
}

export function addStaffRate(body: StaffRateInput) {
  return sendJson(staffRate, "POST", "/api/v1/organization/staff-rates", { body });
}

export function removeStaffRate(id: string) {
  return sendJson(z.null(), "DELETE", `/api/v1/organization/staff-rates/${id}`);
}

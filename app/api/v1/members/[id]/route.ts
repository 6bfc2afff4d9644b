import { endpoint } from "@/app/api/endpoint";
import { member, memberChange } from "@/lib/auth/schema/people";
import { changeMember } from "@/lib/auth/service/members";

export const PATCH = endpoint({ input: memberChange, output: member, run: changeMember });

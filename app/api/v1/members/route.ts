import { endpoint } from "@/app/api/endpoint";
import { memberPage, peoplePageQuery } from "@/lib/auth/schema/people";
import { membersOf } from "@/lib/auth/service/members";

export const GET = endpoint({ input: peoplePageQuery, output: memberPage, run: membersOf });

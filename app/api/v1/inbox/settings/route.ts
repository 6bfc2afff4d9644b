import { endpoint } from "@/app/api/endpoint";
import { noInput, preference, preferenceInput } from "@/lib/notifications/schema";
import { changePreference, preferenceOf } from "@/lib/notifications/service/inbox";

export const GET = endpoint({ input: noInput, output: preference, run: preferenceOf });
export const POST = endpoint({ input: preferenceInput, output: preference, run: changePreference });

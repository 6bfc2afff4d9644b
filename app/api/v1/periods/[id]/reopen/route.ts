import { endpoint } from "@/app/api/endpoint";
import { changedPeriod, reopenInput } from "@/lib/periods/schema";
import { reopenPeriod } from "@/lib/periods/service";

export const POST = endpoint({ input: reopenInput, output: changedPeriod, run: reopenPeriod });

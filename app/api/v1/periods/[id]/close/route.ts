import { endpoint } from "@/app/api/endpoint";
import { changedPeriod, closeInput } from "@/lib/periods/schema";
import { closePeriod } from "@/lib/periods/service";

export const POST = endpoint({ input: closeInput, output: changedPeriod, run: closePeriod });

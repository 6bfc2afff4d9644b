import { endpoint } from "@/app/api/endpoint";
import { staffRate, staffRateInput } from "@/lib/settings/schema";
import { addStaffRate } from "@/lib/settings/service";

export const POST = endpoint({ input: staffRateInput, output: staffRate, status: 201, run: addStaffRate });

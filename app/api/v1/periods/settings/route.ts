import { endpoint } from "@/app/api/endpoint";
import { periodSettings, settingsInput } from "@/lib/periods/schema";
import { changeSettings } from "@/lib/periods/service";

export const PATCH = endpoint({ input: settingsInput, output: periodSettings, run: changeSettings });

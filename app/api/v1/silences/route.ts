import { endpoint } from "@/app/api/endpoint";
import { noInput } from "@/lib/alerts/schema";
import { silenceAnswer, silenceInput, silenceList } from "@/lib/alerts/schema/silence";
import { addSilence, listSilences } from "@/lib/alerts/service";

export const GET = endpoint({ input: noInput, output: silenceList, run: listSilences });
export const POST = endpoint({ input: silenceInput, output: silenceAnswer, status: 201, run: addSilence });

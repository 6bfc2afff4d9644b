import { endpoint } from "@/app/api/endpoint";
import { pageOf } from "@/lib/core/schema";
import { channel, listPageQuery, marketInput } from "@/lib/dimensions/schema";
import { channels } from "@/lib/dimensions/service/lists";

export const GET = endpoint({ input: listPageQuery, output: pageOf(channel), run: channels.page });
export const POST = endpoint({ input: marketInput, output: channel, status: 201, run: channels.create });

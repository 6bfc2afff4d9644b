import { endpoint } from "@/app/api/endpoint";
import { channelAnswer, channelInput, channelList, noInput } from "@/lib/notifications/schema";
import { addChannel, listChannels } from "@/lib/notifications/service";

export const GET = endpoint({ input: noInput, output: channelList, run: listChannels });
export const POST = endpoint({
  ...{ input: channelInput, output: channelAnswer, status: 201, secret: ["secret"], run: addChannel },
});

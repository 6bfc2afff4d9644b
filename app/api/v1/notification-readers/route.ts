import { endpoint } from "@/app/api/endpoint";
import { noInput, readerList } from "@/lib/notifications/schema";
import { listReaders } from "@/lib/notifications/service";

export const GET = endpoint({ input: noInput, output: readerList, run: listReaders });

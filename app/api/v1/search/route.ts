import { endpoint } from "@/app/api/endpoint";
import { searchAnswer, searchQuery } from "@/lib/search/schema";
import { search } from "@/lib/search/service";

export const GET = endpoint({ input: searchQuery, output: searchAnswer, run: search });

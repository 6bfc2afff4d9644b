import { endpoint } from "@/app/api/endpoint";
import { view, viewInput, viewList, viewListQuery } from "@/lib/views/schema";
import { listViews, saveView } from "@/lib/views/service";

export const GET = endpoint({ input: viewListQuery, output: viewList, run: listViews });
export const POST = endpoint({ input: viewInput, output: view, status: 201, run: saveView });

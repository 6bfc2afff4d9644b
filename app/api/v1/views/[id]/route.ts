import { z } from "zod";
import { endpoint } from "@/app/api/endpoint";
import { view, viewById, viewChange } from "@/lib/views/schema";
import { changeView, oneView, removeView } from "@/lib/views/service";

export const GET = endpoint({ input: viewById, output: view, run: oneView });
export const PATCH = endpoint({ input: viewChange, output: view, run: changeView });
export const DELETE = endpoint({ input: viewById, output: z.null(), status: 204, run: removeView });

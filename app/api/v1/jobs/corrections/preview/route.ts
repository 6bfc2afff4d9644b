import { endpoint } from "@/app/api/endpoint";
import { mendPreview, mendPreviewInput } from "@/lib/jobs/schema/mend";
import { previewMend } from "@/lib/jobs/service/mend";

export const POST = endpoint({ input: mendPreviewInput, output: mendPreview, run: previewMend });

import { z } from "zod";
import { endpoint } from "@/app/api/endpoint";
import { readPicture } from "@/app/api/read-picture";
import { uploadedPicture, uploadInput, versionPath } from "@/lib/pictures/schema";
import { removePicture, uploadPicture } from "@/lib/pictures/service/upload";

export const PUT = endpoint({ input: uploadInput, output: uploadedPicture, read: readPicture, run: uploadPicture });
export const DELETE = endpoint({ input: versionPath, output: z.null(), status: 204, run: removePicture });

import { endpoint } from "@/app/api/endpoint";
import { jobPath } from "@/lib/jobs/schema";
import { jobPictures } from "@/lib/pictures/schema";
import { picturesOfJob } from "@/lib/pictures/service/lineage";

export const GET = endpoint({ input: jobPath, output: jobPictures, run: picturesOfJob });

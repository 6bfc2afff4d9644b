import { servePicture } from "@/app/api/picture-endpoint";

export const GET = servePicture;

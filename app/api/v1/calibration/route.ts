import { endpoint } from "@/app/api/endpoint";
import { calibrated, calibration, calibrationInput, calibrationQuery } from "@/lib/alerts/schema/calibration";
import { applyCalibration, calibrationOf } from "@/lib/alerts/service/calibrate";

export const GET = endpoint({ input: calibrationQuery, output: calibration, run: calibrationOf });
export const POST = endpoint({ input: calibrationInput, output: calibrated, status: 201, run: applyCalibration });

import { endpoint } from "@/app/api/endpoint";
import { deliveryPage, deliveryQuery } from "@/lib/notifications/schema";
import { listDeliveries } from "@/lib/notifications/service/log";

export const GET = endpoint({ input: deliveryQuery, output: deliveryPage, run: listDeliveries });

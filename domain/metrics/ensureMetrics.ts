import { Metric } from "../../entities";
import type { Work } from "../context";
import { insertOnce } from "../insertOnce";
import { newId } from "../newId";
import { record } from "../record";

type Definition = Omit<Metric, "id">;

/** The figures nearly every shop watches; a company adds its own. */
export const usualMetrics: readonly Definition[] = [
  { code: "gmv", name: "GMV", unit: "元", direction: "higher", accumulation: "sum", accrues: "every-day" },
  { code: "orders", name: "订单数", unit: "单", direction: "higher", accumulation: "sum", accrues: "every-day" },
  { code: "units", name: "销量", unit: "件", direction: "higher", accumulation: "sum", accrues: "every-day" },
  { code: "conversion", name: "转化率", unit: "%", direction: "higher", accumulation: "last", accrues: "every-day" },
  { code: "response", name: "响应时长", unit: "秒", direction: "lower", accumulation: "last", accrues: "every-day" },
  { code: "refunds", name: "退款率", unit: "%", direction: "lower", accumulation: "last", accrues: "every-day" },
];

/** Makes those that are not there; answers how many. */
export async function ensureMetrics(work: Work, metrics: readonly Definition[] = usualMetrics): Promise<number> {
  const rows = metrics.map((metric) => ({ id: newId(work.now), ...metric }));
  const made = await insertOnce(work.db, Metric, rows);
  if (made.size > 0) await record(work, "metrics.created", "metrics", { made: made.size });
  return made.size;
}

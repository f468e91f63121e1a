import { amountText } from "../../lib/format";
import type { QueuedReport } from "../../lib/outbox";

/** How far a report got: shape and word as for every status. `isOnline` is what the phone believes. */
export function sentWords(
  report: QueuedReport,
  isOnline: boolean,
): { tone: "good" | "warn" | "bad" | "mute"; text: string } {
  const now = report.value !== null && report.unit !== "" ? `（现在 ${amountText(report.value, report.unit)}）` : "";
  switch (report.state) {
    case "sent":
      return { tone: "good", text: `● 已送达${now}${report.isReached ? " ★ 达成" : ""}` };
    case "refused":
      return { tone: "bad", text: `■ 被退回：${report.detail ?? "请改一改再报"}` };
    case "sending":
      return { tone: "mute", text: "○ 正在送出" };
    default:
      return isOnline
        ? { tone: "mute", text: "○ 等着送出，会自动再试" }
        : { tone: "warn", text: "▲ 没有网络，已存在手机上，有网自动送出" };
  }
}

/** What was reported: '今天新增 3,000 元', '完成'. */
export function saidText({ amount, operation, unit, forName }: QueuedReport): string {
  const who = forName ? `代报 ${forName} · ` : "";
  if (unit === "" && operation === "set" && (amount === "1" || amount === "0"))
    return `${who}${amount === "1" ? "完成" : "未完成"}`;
  return `${who}${operation === "add" ? "新增" : "现在是"} ${amountText(amount, unit)}`;
}

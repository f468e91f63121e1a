import type { WecomClient } from "../bot/wecom/WecomClient";

/** The app's menu: 今日 · 报进度 · 我的目标. Publishing it again changes nothing. */
export const publishMenu = (client: WecomClient) =>
  client.createMenu({
    button: [
      { type: "click", name: "今日", key: "today" },
      { type: "click", name: "报进度", key: "report" },
      { type: "click", name: "我的目标", key: "goals" },
    ],
  });

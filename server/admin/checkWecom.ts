import { z } from "zod";
import { WecomRefused, WecomUnreachable } from "../../bot/wecom/errors";
import type { WecomClient } from "../../bot/wecom/WecomClient";
import { bad, type Check, good, skipped } from "./Check";
import { advice, refusalText } from "./refusalText";

/** The root department: only an app that everybody may see can make groups (wecom.md §4.1). */
const root = 1;

const Agent = z.object({
  name: z.string().default(""),
  redirect_domain: z.string().default(""),
  isreportenter: z.number().default(0),
  close: z.number().default(0),
  allow_partys: z.object({ partyid: z.array(z.number()).default([]) }).default({ partyid: [] }),
});

/** The token, what the app may see and do, and the clock against WeCom's. */
export async function checkWecom(client: WecomClient, publicUrl: string, now: () => Date): Promise<Check[]> {
  const clock = await attempt("时钟", () => checkClock(client.config.apiUrl, now));
  const token = await attempt("access_token", async () => {
    await client.token();
    return [good("access_token", "取得成功")];
  });
  if (token.some(({ state }) => state === "bad")) return [...clock, ...token];
  return [
    ...clock,
    ...token,
    ...(await attempt("应用", async () => describeAgent(Agent.parse(await client.getAgent()), publicUrl))),
    ...(await attempt("通讯录", () => checkContacts(client))),
  ];
}

async function attempt(title: string, check: () => Promise<Check[]>): Promise<Check[]> {
  try {
    return await check();
  } catch (error) {
    if (error instanceof WecomRefused) return [bad(title, `错误码 ${error.errcode}`, advice(error.errcode))];
    if (error instanceof WecomUnreachable || error instanceof TypeError)
      return [bad(title, "连不上企业微信", "检查网络、代理和 WECOM_API_URL。")];
    return [bad(title, "返回的内容看不懂", refusalText(error) ?? "检查 WECOM_API_URL 是不是企业微信的地址。")];
  }
}

/** Callbacks older than ten minutes are refused, and tokens are counted by our clock. */
const mostSeconds = 60;

async function checkClock(apiUrl: string, now: () => Date): Promise<Check[]> {
  // Without a token it is refused at once, which is enough: only the Date header is wanted.
  const response = await fetch(`${apiUrl}/cgi-bin/getcallbackip`, { signal: AbortSignal.timeout(8000) }).catch(() => {
    throw new WecomUnreachable("network", "getcallbackip");
  });
  await response.arrayBuffer();
  const date = Date.parse(response.headers.get("date") ?? "");
  if (Number.isNaN(date)) return [skipped("时钟", "对方没有给出时间")];
  const seconds = Math.round((now().getTime() - date) / 1000);
  if (Math.abs(seconds) <= mostSeconds) return [good("时钟", `与企业微信相差 ${Math.abs(seconds)} 秒`)];
  return [bad("时钟", `比企业微信${seconds > 0 ? "快" : "慢"} ${Math.abs(seconds)} 秒`, "打开系统的时间同步（NTP）。")];
}

function describeAgent(agent: z.infer<typeof Agent>, publicUrl: string): Check[] {
  const checks = [
    agent.close
      ? bad("应用", `${agent.name} 已停用`, "在管理后台启用应用。")
      : good("应用", agent.name || "（没有名称）"),
  ];
  const host = new URL(publicUrl).host;
  checks.push(
    agent.redirect_domain === host
      ? good("可信域名", host)
      : bad(
          "可信域名",
          agent.redirect_domain || "没有设置",
          `在应用的“网页授权及JS-SDK”里设为 ${host}，并完成域名校验。`,
        ),
  );
  checks.push(
    agent.isreportenter
      ? good("进入应用事件", "已打开")
      : bad("进入应用事件", "没有打开", "在应用的“接收消息”里勾选“上报进入应用事件”，新同事才会收到欢迎语。"),
  );
  checks.push(
    agent.allow_partys.partyid.includes(root)
      ? good("团队群", "可以建群发喜报（可见范围是全公司）")
      : bad("团队群", "可见范围不是全公司，不能建群", "把可见范围设为全公司，或配置 WECOM_WEBHOOK_KEY 用群机器人。"),
  );
  return checks;
}

async function checkContacts(client: WecomClient): Promise<Check[]> {
  const departments = await client.departments();
  const [first] = departments;
  if (!first) return [bad("通讯录", "看不到任何部门", "在应用的“可见范围”里加入部门。")];
  const people = await client.departmentPeople(first.id);
  const named = people.filter(({ userid, name }) => name && name !== userid).length;
  return [
    good("通讯录", `看得到 ${departments.length} 个部门`),
    people.length === 0 || named > 0
      ? good("姓名", "读得到")
      : skipped("姓名", "读不到（2022 年 6 月后的应用都这样）：消息里由企业微信显示姓名，报表请用 people import 导入"),
  ];
}

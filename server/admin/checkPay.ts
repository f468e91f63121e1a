import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { isExpired } from "../../bot/pay/isExpired";
import type { Payer } from "../../domain/context";
import { EnvError } from "../env";
import type { Admin } from "./Admin";
import { bad, type Check, good, skipped } from "./Check";

const title = "红包发放";
const dayMs = 86_400_000;
/** A new certificate has to be asked for, and brought to every machine. */
const earlyDays = 30;
/** In the form of a bill's number, and of no bill: its ten random digits are none. */
const noBill = "0".repeat(28);

/** The merchant's account: its files, how long its certificate lasts, and whether WeChat Pay answers it. */
export async function checkPay({ env, app }: Admin): Promise<Check[]> {
  if (!env.pay) return [skipped(title, "没有配置 PAY_PROVIDER，不发红包")];
  try {
    const { payer } = app;
    if (!payer) return [skipped(title, "没有配置 PAY_PROVIDER，不发红包")];
    return [
      ...(env.pay.certFile ? [checkCertificate(env.pay.certFile, app.clock.now())] : []),
      await checkAnswer(payer),
    ];
  } catch (error) {
    if (error instanceof EnvError) return [bad(title, error.faults.join("；"), "修改这些设置，再运行 doctor。")];
    throw error;
  }
}

function checkCertificate(file: string, now: Date): Check {
  const name = "商户证书";
  const pem = readFileSync(file, "utf8");
  const until = new Date(new X509Certificate(pem).validTo);
  const day = until.toISOString().slice(0, 10);
  const advice = "在商户平台的 账户中心 → API安全 更换证书，再换 WXPAY_CERT_FILE 和 WXPAY_KEY_FILE。";
  if (isExpired(pem, now)) return bad(name, `${day} 已经过期，红包发不出去`, advice);
  const left = Math.floor((until.getTime() - now.getTime()) / dayMs);
  return left < earlyDays ? bad(name, `还有 ${left} 天到期（${day}）`, advice) : good(name, `${day} 到期`);
}

/** A question about a bill that is none: signed both ways, and no money moves. */
async function checkAnswer(payer: Payer): Promise<Check> {
  const outcome = await payer.query(noBill);
  if (outcome.kind === "absent") return good(title, "微信支付认得这个商户，签名正确");
  const code = "error" in outcome ? outcome.error : outcome.kind;
  return bad(
    title,
    `微信支付的回答不对：${code}`,
    "检查商户号、密钥、证书和网络；在查清之前用 payouts freeze 停止发放。",
  );
}

import { PayUnreachable } from "../../bot/pay/PayUnreachable";
import { StatementUnread } from "../../bot/pay/StatementUnread";
import { wordsFor } from "../../bot/say";
import { WecomRefused, WecomUnreachable } from "../../bot/wecom/errors";
import { DomainError } from "../../domain/errors";
import { DatabaseUnavailable } from "../../entities/database";
import { databaseFault } from "../../entities/databaseErrors";
import { Refusal } from "./Admin";
import { operatorWords } from "./words";

/** What an error is called on the command line; undefined for a bug of ours. Never a stack trace, never a secret. */
export function refusalText(error: unknown): string | undefined {
  if (error instanceof Refusal) return error.message;
  if (error instanceof DomainError)
    return operatorWords[error.code]?.(error.details) ?? wordsFor(error.code, error.details);
  if (error instanceof WecomRefused)
    return `企业微信拒绝了 ${error.path}（错误码 ${error.errcode}）。${advice(error.errcode)}`;
  if (error instanceof WecomUnreachable)
    return `连不上企业微信（${error.path}：${failures[error.failure]}）。请检查网络后再试。`;
  if (error instanceof PayUnreachable)
    return `连不上支付方（${error.path}：${failures[error.failure]}）。请检查网络和商户证书后再试。`;
  if (error instanceof StatementUnread)
    return `支付方的账单读不到（${error.reason}）。一天的账单要到第二天上午 10 点以后才有；请稍后再试。`;
  if (isFileError(error)) return `${fileFailures[error.code] ?? "读写文件失败"}：${error.path ?? ""}`;
  if (error instanceof DatabaseUnavailable || databaseFault(error) === "away")
    return "数据库用不了，什么都没有改。请检查 DATABASE_URL 和数据库服务后再试。";
  const database = databaseRefusals[String(codeOf(error))];
  if (database) return database;
  return undefined;
}

/** What a database says before anything can be done with it. */
const databaseRefusals: Record<string, string> = {
  ER_ACCESS_DENIED_NO_PASSWORD_ERROR: "数据库的用户名或密码不对，请检查 DATABASE_URL。",
  ER_ACCESS_DENIED_ERROR: "数据库的用户名或密码不对，请检查 DATABASE_URL。",
  ER_DBACCESS_DENIED_ERROR: "数据库用户没有这个库的权限，见 docs/deploy.md。",
  ER_TABLEACCESS_DENIED_ERROR: "数据库用户的权限不够，见 docs/deploy.md。",
  ER_BINLOG_CREATE_ROUTINE_NEED_SUPER:
    "数据库开着二进制日志，不让普通用户建触发器：请设置 log_bin_trust_function_creators=1，再运行一次，见 docs/deploy.md。",
  ER_BAD_DB_ERROR: "没有这个库，请先建库，见 docs/deploy.md。",
  SQLITE_READONLY: "数据库文件是只读的，请检查它和所在文件夹的权限。",
  SQLITE_NOTADB: "这个文件不是 SQLite 数据库，请检查 DATABASE_URL。",
  SQLITE_CORRUPT: "数据库文件损坏了，请从备份恢复（restore 有步骤）。",
};

const codeOf = (error: unknown) =>
  (error as { driverError?: { code?: string } })?.driverError?.code ?? (error as { code?: string })?.code;

const failures = {
  timeout: "超时",
  network: "网络不通",
  status: "返回了错误状态",
  body: "返回的内容看不懂",
  certificate: "证书没有被接受",
};

const advices: Record<number, string> = {
  40001: "WECOM_SECRET 不对，或应用被停用。",
  40013: "WECOM_CORP_ID 不对。",
  40056: "WECOM_AGENT_ID 不对。",
  301002: "WECOM_SECRET 与 WECOM_AGENT_ID 不是同一个应用。",
  60020: "本机的出口 IP 不在应用的“企业可信 IP”里，请到管理后台添加，约 1 分钟后生效。",
  60011: "不在应用的可见范围内，请到管理后台扩大可见范围。",
  48002: "应用没有这个接口的权限，见 docs/deploy.md 的权限说明。",
  45009: "调用太频繁，请一小时后再试。",
};

/** What to do about an error code of WeCom. */
export const advice = (errcode: number): string => advices[errcode] ?? "含义见企业微信文档“全局错误码”。";

const fileFailures: Record<string, string> = {
  ENOENT: "没有这个文件",
  EACCES: "没有权限读写",
  EISDIR: "这是文件夹，不是文件",
  ENOSPC: "磁盘满了，写不下",
};

const isFileError = (error: unknown): error is NodeJS.ErrnoException & { code: string } =>
  typeof error === "object" &&
  error !== null &&
  "syscall" in error &&
  "code" in error &&
  typeof error.code === "string" &&
  ("path" in error || error.code in fileFailures) &&
  error.syscall !== "connect";

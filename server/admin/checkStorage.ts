import { readSetting } from "../../domain/settings/readSetting";
import { checkDatabase, describeServer } from "../../entities/checkDatabase";
import type { Admin } from "./Admin";
import { bad, type Check, good, skipped } from "./Check";

/** The database: reachable, set up right, up to date, ours, and allowed to send. */
export async function checkStorage({ app, env }: Admin): Promise<Check[]> {
  const { db } = app;
  await db.ping();
  const checks: Check[] = [good("数据库", await describeServer(db.read))];
  for (const { kind, found, wanted } of await checkDatabase(db.read))
    checks.push(
      kind === "collation"
        ? bad("排序规则", found, `ALTER DATABASE 库名 COLLATE ${wanted}，已有的表要重建；新库请一开始就这样建。`)
        : bad("事务隔离", found, `在 my.cnf 的 [mysqld] 下写 transaction-isolation=${wanted}，然后重启数据库。`),
    );
  if (await db.pendingMigrations())
    return [...checks, bad("数据表", "还没有建好或升级", "新企业运行 setup；升级后启动一次服务，或运行 setup。")];
  checks.push(good("数据表", "是最新的"));
  checks.push(await checkOwner(db.read, env.wecom?.corpId));
  checks.push(await checkSending(db.read));
  return checks;
}

type Reader = Admin["app"]["db"]["read"];

async function checkOwner(db: Reader, corpId: string | undefined): Promise<Check> {
  const [demo, held] = [await readSetting(db, "demo"), await readSetting(db, "corpId")];
  if (corpId === undefined)
    return held
      ? bad("用途", `企业 ${held.corpId} 的数据，但没有配置 WECOM_*`, "配置 WECOM_*，演示环境不会使用这个数据库。")
      : good("用途", demo ? "演示环境" : "还没有使用过");
  if (demo) return bad("用途", "演示数据库", "把 DATABASE_URL 换成新的数据库，再运行 setup。");
  if (held && held.corpId !== corpId)
    return bad("用途", `另一个企业（${held.corpId}）的数据`, "检查 WECOM_CORP_ID 和 DATABASE_URL。");
  return held ? good("用途", `企业 ${corpId}`) : skipped("用途", "还没有初始化，运行 setup");
}

const reasons = { backup: "从备份恢复", moved: "数据库换了地方", operator: "运维冻结" } as const;

async function checkSending(db: Reader): Promise<Check> {
  const sending = await readSetting(db, "sending");
  if (!sending?.isFrozen) return good("发送", "正常");
  const reason = sending.reason ? reasons[sending.reason] : "";
  return bad("发送", `已冻结（${reason}）`, "核对数据无误后运行 sending go。");
}

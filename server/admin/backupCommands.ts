import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Command } from "commander";
import { record } from "../../domain/record";
import { backupSqlite } from "../../entities/backupSqlite";
import { type Admin, Refusal } from "./Admin";
import type { Shell } from "./Shell";

/** `backup`, `restore` */
export function backupCommands(program: Command, { look }: Shell) {
  program.command("backup <file>").description("备份数据库（SQLite；运行中也可以）").action(look(backup));
  program.command("restore").description("怎样恢复备份").action(look(explainRestore));
}

async function backup(admin: Admin, file: string) {
  const { db, clock } = admin.app;
  if (db.file === undefined)
    throw new Refusal(["这是数据库服务器，请用它自己的工具备份：", ...dumpLines(admin)].join("\n"));
  if (resolve(file) === resolve(db.file)) throw new Refusal("备份不能写到正在使用的数据库上。");
  if (!existsSync(dirname(resolve(file)))) throw new Refusal(`没有这个文件夹：${dirname(resolve(file))}`);
  try {
    await backupSqlite(db.file, file, clock.now());
  } catch (error) {
    if (error instanceof Error && error.message.startsWith("file exists")) throw new Refusal(`文件已经存在：${file}`);
    throw error;
  }
  await admin.work((work) => record(work, "installation.backedUp", "installation"));
  admin.say(`✓ 已备份到 ${file}。恢复后默认冻结发送，核对无误再运行 sending go。`);
}

/** The command for this server. The run-time user may not read triggers, so another has to dump. */
function dumpLines({ env }: Admin): string[] {
  const { hostname, port, pathname } = new URL(env.databaseUrl);
  const target = `-h ${hostname} -P ${port || 3306} -u 备份用户 -p`;
  return [
    `  mariadb-dump ${target} --single-transaction --triggers --hex-blob ${pathname.slice(1)} > backup.sql`,
    "备份用户要有 SELECT 和 TRIGGER 权限。MySQL 用 mysqldump，参数相同。步骤见 docs/deploy.md。",
  ];
}

async function explainRestore({ app, say }: Admin) {
  const lines =
    app.db.file === undefined
      ? [
          "1. 停止全部服务进程。",
          "2. 建一个空库：CREATE DATABASE 新库 CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin（MySQL 用 utf8mb4_0900_bin）。",
          "3. 用迁移用户导入：mariadb 新库 < backup.sql（MySQL 用 mysql）。",
          "4. 把 DATABASE_URL 指向新库，启动。",
        ]
      : [
          "1. 停止服务。",
          `2. 把现在的文件移开：${app.db.file}，连同旁边的 -wal 和 -shm（如果有）。`,
          "3. 把备份文件复制成原来的名字，启动。",
        ];
  for (const line of lines) say(line);
  say("恢复后发送是冻结的：收消息、上报都正常，但不向外发。运行 doctor 和 jobs 核对，再运行 sending go。");
  say("备份之后发出的消息在备份里还是“欠着”，放行后会再发一次；过期的不会发。");
}

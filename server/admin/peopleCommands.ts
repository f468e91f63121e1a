import type { Command } from "commander";
import { findPeople } from "../../domain/people/findPeople";
import { importPeople } from "../../domain/people/importPeople";
import { linkPerson } from "../../domain/people/linkPerson";
import { nameOf } from "../../domain/people/nameOf";
import { type PersonRow, personColumns } from "../../domain/people/PersonRow";
import { readDirectory } from "../../domain/people/readDirectory";
import { type SyncResult, syncPeople } from "../../domain/people/syncPeople";
import { Employee } from "../../entities";
import { type Admin, Refusal } from "./Admin";
import { findPersonBy } from "./findPersonBy";
import { columnOf, readTable, type Table } from "./readTable";
import type { Shell } from "./Shell";
import { columnNames, faultLine } from "./words";

/** How HR may head the columns. */
const headings: Record<(typeof personColumns)[number], string[]> = {
  userId: ["账号", "userid", "user id", "企业微信账号", "帐号"],
  name: ["姓名", "名字", "name"],
  position: ["岗位", "职位", "position"],
  manager: ["上级", "直属上级", "主管", "manager"],
  shift: ["班次", "排班", "shift"],
};

/** `people sync | import | link | list` */
export function peopleCommands(program: Command, { run }: Shell) {
  const people = program.command("people").description("人员：同步、导入、合并、查看");
  people
    .command("sync")
    .description("从企业微信同步全部部门和人员")
    .option("--confirm", "确认上次同步提示的大量离职")
    .action(run((admin, { confirm }: { confirm?: boolean }) => sync(admin, confirm ?? false)));
  people
    .command("import <file>")
    .description("导入姓名、岗位、上级、班次（.csv 或 .xlsx，第一行是列名：账号、姓名、岗位、上级、班次）")
    .option("--dry-run", "只检查，不保存")
    .action(run((admin, file: string, { dryRun }: { dryRun?: boolean }) => importFile(admin, file, dryRun ?? false)));
  people
    .command("link <old> <new>")
    .description("同一个人换了账号：把新账号并到原来的人，目标和记录接着用")
    .option("--confirm", "原来的人还在职，也要合并")
    .action(
      run((admin, old: string, renewed: string, { confirm }: { confirm?: boolean }) =>
        link(admin, old, renewed, confirm ?? false),
      ),
    );
  people
    .command("list [query]")
    .description("按姓名或账号查人（--left 看已离职的）")
    .option("--left", "只看已离职的")
    .action(run((admin, query: string | undefined, { left }: { left?: boolean }) => list(admin, query ?? "", left)));
}

async function sync(admin: Admin, isConfirmed: boolean) {
  const snapshot = await readDirectory(admin.app.directory);
  const result = await admin.work((work) => syncPeople(work, snapshot, { isConfirmed }));
  if (result.isRefused)
    throw new Refusal(
      `没有同步：${result.total} 人里有 ${result.leaving} 人会被停用，超过 5%。\n` +
        "请先在管理后台确认应用的可见范围没有变小；确实是离职，再运行 people sync --confirm。",
    );
  for (const line of syncLines(result)) admin.say(line);
}

export const syncLines = (result: SyncResult): string[] => [
  `✓ 已同步：新增 ${result.created} 人，更新 ${result.updated} 人，停用 ${result.leaving} 人`,
  `  部门：新增 ${result.departmentsCreated}，更新 ${result.departmentsUpdated}，归档 ${result.departmentsArchived}`,
];

async function importFile(admin: Admin, file: string, isDryRun: boolean) {
  const rows = readRows(await readTable(file));
  const { faults, changes, isApplied } = await admin.work((work) => importPeople(work, rows, { isDryRun }));
  for (const { row, userId, column, before, after } of changes)
    admin.say(`第${row}行 ${userId} ${columnNames[column]}：${before ?? "（空）"} → ${after ?? "（空）"}`);
  if (faults.length > 0)
    throw new Refusal([...faults.map(faultLine), `✗ ${faults.length} 处有误，一行都没有保存。`].join("\n"));
  const people = new Set(changes.map(({ employeeId }) => employeeId)).size;
  admin.say(
    isApplied
      ? `✓ 已导入 ${rows.length} 行，改动 ${people} 人 ${changes.length} 处。`
      : `✓ 检查通过：${rows.length} 行，会改动 ${people} 人 ${changes.length} 处。去掉 --dry-run 就保存。`,
  );
}

function readRows(table: Table): PersonRow[] {
  const places = personColumns.map((column) => [column, columnOf(table, headings[column])] as const);
  const present = places.filter(([, place]) => place !== undefined);
  if (!present.some(([column]) => column === "userId"))
    throw new Refusal(
      `第一行没有“账号”这一列。需要的列名：${personColumns.map((one) => columnNames[one]).join("、")}。`,
    );
  return table.rows.map(({ row, cells }) => ({
    row,
    ...Object.fromEntries(present.map(([column, place]) => [column, cells[place ?? 0] ?? ""])),
  }));
}

async function link(admin: Admin, oldPerson: string, newPerson: string, isConfirmed: boolean) {
  const old = await findPersonBy(admin, oldPerson, { anyone: true });
  const renewed = await findPersonBy(admin, newPerson);
  if (old.isActive && old.wecomUserId !== null && old.id !== renewed.id && !isConfirmed)
    throw new Refusal(
      `${nameOf(old)}（账号 ${old.wecomUserId}）还在职。确定是同一个人，请加上 --confirm；顺序是先旧后新。`,
    );
  const linked = await admin.work((work) => linkPerson(work, old.id, renewed.id));
  admin.say(`✓ 已合并：${nameOf(linked)}（账号 ${linked.wecomUserId ?? ""}）接着用原来的目标和记录。`);
}

async function list(admin: Admin, query: string, left = false) {
  if (left) return listLeft(admin, query);
  const found = await findPeople(admin.app.db.read, { query, limit: 200 });
  for (const { id, wecomUserId, name, department, position } of found)
    admin.say([id, wecomUserId ?? "（无账号）", name ?? "（无姓名）", department ?? "", position ?? ""].join("  "));
  admin.say(`共 ${found.length} 人${found.length === 200 ? "（只列前 200 人，请加上姓名或账号）" : ""}`);
}

async function listLeft(admin: Admin, query: string) {
  const people = await admin.app.db.read.find(Employee, {
    where: { status: "left" },
    order: { leftAt: "DESC", id: "DESC" },
    take: 200,
  });
  const found = people.filter((person) => nameOf(person).includes(query));
  for (const person of found) admin.say([person.id, nameOf(person), person.leftAt?.toISOString() ?? ""].join("  "));
  admin.say(`共 ${found.length} 人`);
}

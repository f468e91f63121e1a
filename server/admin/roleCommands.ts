import type { Command } from "commander";
import { In } from "typeorm";
import { grantRole } from "../../domain/people/grantRole";
import { nameOf } from "../../domain/people/nameOf";
import { revokeRole } from "../../domain/people/revokeRole";
import { Employee, type Role, RoleGrant, roles } from "../../entities";
import { type Admin, Refusal } from "./Admin";
import { findPersonBy } from "./findPersonBy";
import type { Shell } from "./Shell";

const roleNames: Record<Role, string> = { hr: "人事", executive: "高管", finance: "财务", operator: "运维" };
const allRoles = roles.map((role) => `${role}（${roleNames[role]}）`).join("、");

/** `roles grant | revoke | list` */
export function roleCommands(program: Command, { run }: Shell) {
  const group = program.command("roles").description("角色：授予、收回、查看");
  group.command("grant <person> <role>").description(`授予角色：${allRoles}`).action(run(grant));
  group.command("revoke <person> <role>").description("收回角色").action(run(revoke));
  group.command("list").description("谁有什么角色").action(run(list));
}

async function grant(admin: Admin, personText: string, roleText: string) {
  const role = roleOf(roleText);
  const person = await findPersonBy(admin, personText);
  const isNew = await admin.work((work) => grantRole(work, person.id, role));
  admin.say(
    isNew ? `✓ ${nameOf(person)} 现在是${roleNames[role]}。` : `${nameOf(person)} 本来就是${roleNames[role]}。`,
  );
}

async function revoke(admin: Admin, personText: string, roleText: string) {
  const role = roleOf(roleText);
  const person = await findPersonBy(admin, personText);
  const wasHeld = await admin.work((work) => revokeRole(work, person.id, role));
  admin.say(wasHeld ? `✓ ${nameOf(person)} 不再是${roleNames[role]}。` : `${nameOf(person)} 没有这个角色。`);
  if (!(await admin.app.db.read.existsBy(RoleGrant, { role })))
    admin.say(`！现在没有人是${roleNames[role]}了。用 roles grant 再授予一位。`);
}

async function list({ app, say }: Admin) {
  const grants = await app.db.read.find(RoleGrant, { order: { role: "ASC", employeeId: "ASC" } });
  const holders = await app.db.read.findBy(Employee, { id: In(grants.map(({ employeeId }) => employeeId)) });
  const names = new Map(holders.map((person) => [person.id, nameOf(person)]));
  for (const { role, employeeId } of grants) say(`${roleNames[role]}  ${names.get(employeeId) ?? employeeId}`);
  if (grants.length === 0) say("还没有授予任何角色。先运行 setup，或 roles grant。");
}

function roleOf(text: string): Role {
  const role = roles.find((one) => one === text.toLowerCase() || roleNames[one] === text);
  if (!role) throw new Refusal(`没有角色“${text}”。可以用：${allRoles}。`);
  return role;
}

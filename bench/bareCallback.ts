import { createServer } from "node:http";
import { decrypt, getSignature } from "@wecom/crypto";
import BetterSqlite3 from "better-sqlite3";
import Koa from "koa";
import { createPool } from "mysql2/promise";
import readBody from "raw-body";
import type { Engine } from "../entities/database";
import { keys } from "./keys";

type Parameters = (string | number | null)[];
/** Runs a statement and answers its rows. */
type Run = (sql: string, parameters: Parameters) => unknown;

interface Press {
  userId: string;
  goalId: string;
  code: string;
  messageKey: string;
}

const employee =
  "e.id, e.wecomUserId, e.name, e.departmentId, e.positionId, e.managerId, e.reportsToId, e.shift, e.nudgeTime, e.spreadMinute, e.status, e.joinedOn, e.leftAt, e.createdAt";
const insertNotice = `INSERT INTO notices (id, dedupeKey, employeeId, template, kind, subjectId, data, asOf, day, nextAt, expiresAt,
  state, leaseNo, attempts, createdAt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'owed', 0, 0, ?)`;

/** What one approval needs, written by hand: the same reads and writes as the product's, between begin and commit. */
const statements = (lock: string): [sql: string, parameters: (press: Press, rows: Rows) => Parameters][] => [
  ["INSERT INTO receipts (`key`, answer, at) VALUES (?, NULL, ?)", ({ messageKey }) => [messageKey, now()]],
  [
    `SELECT ${employee}, g.role FROM employees e LEFT JOIN role_grants g ON g.employeeId = e.id WHERE e.wecomUserId = ? AND e.status = 'active'`,
    ({ userId }) => [userId],
  ],
  [`SELECT * FROM objectives WHERE id = ? ${lock}`, ({ goalId }) => [goalId]],
  ["SELECT * FROM key_results WHERE objectiveId = ? ORDER BY sequence", ({ goalId }) => [goalId]],
  [`SELECT ${employee} FROM employees e WHERE e.id = ?`, (_, rows) => [rows.objective.ownerId ?? ""]],
  [
    "SELECT * FROM approvals WHERE objectiveId = ? AND decision IS NULL ORDER BY requestedAt DESC",
    ({ goalId }) => [goalId],
  ],
  [
    `WITH RECURSIVE above(id, level) AS (SELECT reportsToId, 1 FROM employees WHERE id = ? AND reportsToId IS NOT NULL
      UNION ALL SELECT e.reportsToId, above.level + 1 FROM above JOIN employees e ON e.id = above.id WHERE e.reportsToId IS NOT NULL AND above.level < 20)
      SELECT id FROM above ORDER BY level`,
    (_, rows) => [rows.objective.ownerId ?? ""],
  ],
  [
    "UPDATE objectives SET status = 'active', version = version + 1, approvedById = ?, approvedAt = ?, updatedAt = ? WHERE id = ?",
    ({ goalId }, rows) => [rows.actor.id ?? "", now(), now(), goalId],
  ],
  [
    "UPDATE approvals SET decision = 'approved', decidedById = ?, decidedAt = ? WHERE objectiveId = ? AND decision IS NULL",
    ({ goalId }, rows) => [rows.actor.id ?? "", now(), goalId],
  ],
  [
    "INSERT INTO events (id, name, actorId, subjectId, via, data, at) VALUES (?, 'goal.approved', ?, ?, 'wecom', '{}', ?)",
    ({ goalId, messageKey }, rows) => [messageKey, rows.actor.id ?? "", goalId, now()],
  ],
  [
    insertNotice,
    ({ goalId, messageKey }, rows) => [
      `a${messageKey}`,
      `a${messageKey}`,
      rows.objective.ownerId ?? "",
      "goalApproved",
      "approval",
      goalId,
      "{}",
      now(),
      today(),
      now(),
      now(),
      now(),
    ],
  ],
  ["SELECT * FROM cycles WHERE id = ?", (_, rows) => [rows.objective.cycleId ?? ""]],
  [
    "INSERT INTO card_codes (code, subjectId, employeeId, origin, expiresAt, usedAt) VALUES (?, ?, ?, 'pressed', ?, ?)",
    ({ code, goalId }, rows) => [code, goalId, rows.actor.id ?? "", now(), now()],
  ],
  [
    insertNotice,
    ({ goalId, messageKey, code }, rows) => [
      `c${messageKey}`,
      `c${messageKey}`,
      rows.actor.id ?? "",
      "cardUpdated",
      "card",
      goalId,
      JSON.stringify({ code, card: { title: rows.objective.title, buttons: [] } }),
      now(),
      today(),
      now(),
      now(),
      now(),
    ],
  ],
];

/** With begin and commit. */
export const bareStatements = (engine: Engine): number => statements(lockOf(engine)).length + 2;

const lockOf = (engine: Engine) => (engine === "mariadb" ? "FOR UPDATE" : "");
const now = () => new Date().toISOString().replace("T", " ").replace("Z", "");
const today = () => now().slice(0, 10);

interface Rows {
  actor: Record<string, string>;
  objective: Record<string, string>;
}

/** A Koa handler that does by hand what the product does for an approval. */
export async function bareCallback(databaseUrl: string, port: number): Promise<void> {
  const inTransaction = databaseUrl.startsWith("sqlite:") ? onSqlite(databaseUrl) : onServer(databaseUrl);
  const koa = new Koa();
  koa.use(async (ctx) => {
    const { msg_signature: signature, timestamp, nonce } = ctx.query as Record<string, string>;
    const body = await readBody(ctx.req, { encoding: "utf8", limit: "64kb" });
    const [, ciphertext = ""] = /<Encrypt><!\[CDATA\[(.*?)\]\]>/.exec(body) ?? [];
    if (getSignature(keys.token, timestamp!, nonce!, ciphertext) !== signature) return ctx.throw(401);
    const { message } = decrypt(keys.encodingAesKey, ciphertext);
    const field = (name: string) => new RegExp(`<${name}><!\\[CDATA\\[(.*?)\\]\\]>`).exec(message)?.[1] ?? "";
    const code = field("ResponseCode");
    const goalId = field("EventKey").split(":")[1] ?? "";
    await inTransaction({ userId: field("FromUserName"), goalId, code, messageKey: code.slice(0, 30) });
    ctx.body = "";
    ctx.status = 200;
  });
  await new Promise<void>((resolve) => void createServer(koa.callback()).listen(port, "127.0.0.1", resolve));
}

/** The second statement finds who pressed, the third what was pressed on. */
const pick = (rows: Rows, index: number, answer: unknown) => {
  if (index !== 1 && index !== 2) return;
  const [first = {}] = answer as Record<string, string>[];
  rows[index === 1 ? "actor" : "objective"] = first;
};

function onSqlite(databaseUrl: string) {
  const file = new BetterSqlite3(databaseUrl.slice("sqlite:".length));
  file.pragma("journal_mode = WAL");
  file.pragma("synchronous = FULL");
  const list = statements("").map(([sql, parameters]) => ({ statement: file.prepare(sql), parameters }));
  return async (press: Press) => {
    const rows: Rows = { actor: {}, objective: {} };
    file.exec("BEGIN IMMEDIATE");
    for (const [index, { statement, parameters }] of list.entries()) {
      const values = parameters(press, rows);
      if (statement.reader) pick(rows, index, statement.all(...values));
      else statement.run(...values);
    }
    file.exec("COMMIT");
  };
}

function onServer(databaseUrl: string) {
  const pool = createPool({ uri: databaseUrl, connectionLimit: 10, dateStrings: true });
  const list = statements("FOR UPDATE");
  return async (press: Press) => {
    const connection = await pool.getConnection();
    const run: Run = async (sql, parameters) => (await connection.query(sql, parameters))[0];
    const rows: Rows = { actor: {}, objective: {} };
    await connection.beginTransaction();
    for (const [index, [sql, parameters]] of list.entries()) pick(rows, index, await run(sql, parameters(press, rows)));
    await connection.commit();
    connection.release();
  };
}

import { createServer } from "node:http";
import Koa from "koa";
import { createPool } from "mysql2/promise";

/** A Koa handler that reads by hand what the answer is made of and sends the rows as they are; it asks for no sign-in. */
export async function bareToday(databaseUrl: string, port: number): Promise<void> {
  const pool = createPool({ uri: databaseUrl, connectionLimit: 10, dateStrings: true });
  const koa = new Koa();
  koa.use(async (ctx) => {
    const [rows] = await pool.query(
      `SELECT k.*, o.title AS goalTitle, o.status, o.approvedAt, c.name AS cycle, c.startsOn, c.endsOn
         FROM objectives o JOIN key_results k ON k.objectiveId = o.id JOIN cycles c ON c.id = o.cycleId
        WHERE o.ownerId = ? AND o.status = 'active' ORDER BY o.id, k.sequence`,
      [String(ctx.query.owner)],
    );
    const [approvals] = await pool.query(
      "SELECT COUNT(*) AS waiting FROM approvals WHERE approverId = ? AND decision IS NULL",
      [String(ctx.query.owner)],
    );
    const [awards] = await pool.query(
      "SELECT * FROM awards WHERE employeeId = ? AND revokedAt IS NULL ORDER BY awardedAt DESC LIMIT 1",
      [String(ctx.query.owner)],
    );
    ctx.body = { keyResults: rows, approvals, awards };
  });
  await new Promise<void>((resolve) => void createServer(koa.callback()).listen(port, "127.0.0.1", resolve));
}

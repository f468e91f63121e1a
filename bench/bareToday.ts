import { createServer } from "node:http";
import Koa from "koa";
import { createPool } from "mysql2/promise";

/** A Koa handler that reads a person's running goals by hand and sends the rows as they are. */
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
    ctx.body = { keyResults: rows };
  });
  await new Promise<void>((resolve) => void createServer(koa.callback()).listen(port, "127.0.0.1", resolve));
}

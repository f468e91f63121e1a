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
    const owner = String(ctx.query.owner);
    const [[me]] = (await pool.query(
      `SELECT EXISTS (SELECT 1 FROM employees WHERE reportsToId = ? AND status = 'active') AS isManager,
         (SELECT COUNT(*) FROM approvals WHERE approverId = ? AND decision IS NULL) AS waiting`,
      [owner, owner],
    )) as unknown as [[object]];
    const [due] = await pool.query(
      `SELECT 'problem' AS kind, o.id, o.title, e.name, p.at AS since, p.text
         FROM employees e JOIN objectives o ON o.ownerId = e.id AND o.status = 'active'
         JOIN comments p ON p.objectiveId = o.id AND p.kind = 'problem' WHERE e.reportsToId = ?
       UNION ALL SELECT 'approval', o.id, o.title, e.name, a.requestedAt, NULL
         FROM approvals a JOIN objectives o ON o.id = a.objectiveId JOIN employees e ON e.id = o.ownerId
        WHERE a.approverId = ? AND a.decision IS NULL
       UNION ALL SELECT 'returned', o.id, o.title, NULL, o.updatedAt, NULL
         FROM objectives o WHERE o.ownerId = ? AND o.status = 'returned' ORDER BY since LIMIT 20`,
      [owner, owner, owner],
    );
    const [awards] = await pool.query(
      `SELECT w.*, r.name AS receiver, g.name AS giver, k.title FROM awards w JOIN employees r ON r.id = w.employeeId
         LEFT JOIN employees g ON g.id = w.givenById LEFT JOIN key_results k ON k.id = w.keyResultId
        WHERE w.revokedAt IS NULL ORDER BY w.id DESC LIMIT 3`,
    );
    ctx.body = { me, keyResults: rows, due, awards };
  });
  await new Promise<void>((resolve) => void createServer(koa.callback()).listen(port, "127.0.0.1", resolve));
}

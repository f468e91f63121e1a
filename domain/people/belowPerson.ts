/** The people below somebody at any depth, as a table expression for raw SQL; its one parameter is the person's id. */
export const belowPerson = `WITH RECURSIVE below(id, level) AS (
  SELECT id, 1 FROM employees WHERE reportsToId = ?
  UNION ALL SELECT e.id, below.level + 1 FROM below JOIN employees e ON e.reportsToId = below.id WHERE below.level < 20)`;

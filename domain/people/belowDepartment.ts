/** A department and those below it, as a table expression for raw SQL; its one parameter is the department's id. */
export const belowDepartment = `WITH RECURSIVE tree(id, level) AS (
  SELECT id, 0 FROM departments WHERE id = ?
  UNION ALL SELECT d.id, tree.level + 1 FROM tree JOIN departments d ON d.parentId = tree.id WHERE tree.level < 20)`;

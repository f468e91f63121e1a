export const personColumns = ["userId", "name", "position", "manager", "shift"] as const;
export type PersonColumn = (typeof personColumns)[number];

/** A row of HR's list. An absent or empty cell leaves what is stored; `-` empties position, manager or shift. */
export type PersonRow = { row: number } & Partial<Record<PersonColumn, string>>;

/** One cell that cannot be taken. `row` counts from 1 with the heading, as spreadsheets show it. */
export interface ImportFault {
  row: number;
  column: PersonColumn;
  /** `missing`, `unknown`, `twice`, `tooLong`, `unreadable`, `ambiguous`, `oneself`, `circle` */
  code: string;
  value: string;
}

export interface PersonChange {
  row: number;
  employeeId: string;
  userId: string;
  column: Exclude<PersonColumn, "userId">;
  before: string | null;
  after: string | null;
}

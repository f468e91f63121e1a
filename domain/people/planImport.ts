import type { EntityManager } from "typeorm";
import { Employee, Position } from "../../entities";
import { parseShift } from "../shift";
import { type ImportFault, type PersonChange, type PersonColumn, type PersonRow, personColumns } from "./PersonRow";

export interface ImportPlan {
  faults: ImportFault[];
  changes: PersonChange[];
  /** As they are to be stored, but for the positions. */
  people: Employee[];
  /** Names of the positions people are to hold, by person. */
  positionNames: Map<string, string>;
}

const clear = "-";
const longest = 64;

/** Reads HR's list against the people stored, in two statements; changes nothing in the database. */
export async function planImport(db: EntityManager, rows: readonly PersonRow[]): Promise<ImportPlan> {
  const people = await db.find(Employee, { where: { status: "active" }, order: { id: "ASC" } });
  const positions = new Map((await db.find(Position)).map(({ id, name }) => [id, name]));
  return new Planner(people, positions).plan(rows);
}

/** Goes over the rows once for their cells and once for the managers, who may be named by a name of this same list. */
class Planner {
  private readonly result: ImportPlan;
  private readonly byId: Map<string, Employee>;
  private readonly byUserId: Map<string, Employee>;
  private readonly rowOf = new Map<string, PersonRow>();

  constructor(
    private readonly people: Employee[],
    private readonly positions: ReadonlyMap<string, string>,
  ) {
    this.result = { faults: [], changes: [], people, positionNames: new Map() };
    this.byId = new Map(people.map((person) => [person.id, person]));
    // WeCom's user ids do not differ by case.
    this.byUserId = new Map(
      people.flatMap((person) => (person.wecomUserId ? [[person.wecomUserId.toLowerCase(), person] as const] : [])),
    );
  }

  plan(rows: readonly PersonRow[]): ImportPlan {
    for (const row of rows) this.readRow(row);
    const names = this.personsByName();
    for (const [id, row] of this.rowOf) this.readManager(this.byId.get(id)!, row, names);
    this.findCircles();
    this.result.faults.sort(
      (a, b) => a.row - b.row || personColumns.indexOf(a.column) - personColumns.indexOf(b.column),
    );
    return this.result;
  }

  private readRow(row: PersonRow) {
    const userId = cell(row, "userId");
    if (userId === undefined) return this.fault(row, "userId", "missing");
    const person = this.byUserId.get(userId.toLowerCase());
    if (!person) return this.fault(row, "userId", "unknown");
    if (this.rowOf.has(person.id)) return this.fault(row, "userId", "twice");
    this.rowOf.set(person.id, row);
    this.readName(person, row);
    this.readPosition(person, row);
    this.readShift(person, row);
  }

  private readName(person: Employee, row: PersonRow) {
    const name = cell(row, "name");
    if (name === undefined) return;
    if (!this.isShort(row, "name", name)) return;
    this.change(person, row, "name", person.name, name);
    person.name = name;
  }

  private readPosition(person: Employee, row: PersonRow) {
    const text = cell(row, "position");
    if (text === undefined || !this.isShort(row, "position", text)) return;
    const before = person.positionId === null ? null : (this.positions.get(person.positionId) ?? null);
    this.change(person, row, "position", before, text === clear ? null : text);
    if (text === clear) person.positionId = null;
    else this.result.positionNames.set(person.id, text);
  }

  private readShift(person: Employee, row: PersonRow) {
    const text = cell(row, "shift");
    if (text === undefined || !this.isShort(row, "shift", text)) return;
    const shift = text === clear ? "" : text;
    if (parseShift(shift) === undefined) return this.fault(row, "shift", "unreadable");
    this.change(person, row, "shift", person.shift || null, shift || null);
    person.shift = shift;
  }

  private readManager(person: Employee, row: PersonRow, names: ReadonlyMap<string, Employee[]>) {
    const text = cell(row, "manager");
    if (text === undefined) return;
    const byId = this.byUserId.get(text.toLowerCase());
    const found = byId ? [byId] : (names.get(text) ?? []);
    const [manager] = found;
    if (text !== clear) {
      if (!manager) return this.fault(row, "manager", "unknown");
      if (found.length > 1) return this.fault(row, "manager", "ambiguous");
      if (manager === person) return this.fault(row, "manager", "oneself");
    }
    const after = text === clear ? null : manager!.id;
    this.change(person, row, "manager", this.label(person.managerId), this.label(after));
    person.managerId = after;
  }

  private findCircles() {
    const managers = new Map(this.people.map(({ id, managerId }) => [id, managerId]));
    for (const [id, row] of this.rowOf) {
      const seen = new Set<string>();
      let above = managers.get(id);
      for (; above && above !== id && !seen.has(above); above = managers.get(above)) seen.add(above);
      if (above === id && cell(row, "manager") !== undefined) this.fault(row, "manager", "circle");
    }
  }

  private personsByName() {
    const names = new Map<string, Employee[]>();
    for (const person of this.people)
      if (person.name) names.set(person.name, [...(names.get(person.name) ?? []), person]);
    return names;
  }

  private label(id: string | null) {
    const person = id === null ? undefined : this.byId.get(id);
    return person ? (person.name ?? person.wecomUserId) : null;
  }

  private isShort(row: PersonRow, column: PersonColumn, text: string): boolean {
    if ([...text].length <= longest && !/\p{Cc}/u.test(text)) return true;
    this.fault(row, column, [...text].length > longest ? "tooLong" : "unreadable");
    return false;
  }

  private fault(row: PersonRow, column: PersonColumn, code: string) {
    this.result.faults.push({ row: row.row, column, code, value: row[column] ?? "" });
  }

  private change(
    person: Employee,
    { row }: PersonRow,
    column: PersonChange["column"],
    before: string | null,
    after: string | null,
  ) {
    if (before === after) return;
    this.result.changes.push({ row, employeeId: person.id, userId: person.wecomUserId ?? "", column, before, after });
  }
}

/** The text of a cell without the space around it; undefined when it is empty. */
const cell = (row: PersonRow, column: PersonColumn): string | undefined => row[column]?.trim() || undefined;

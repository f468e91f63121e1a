import fc from "fast-check";
import { reportingLines } from "../../../domain/people/resolveReporting";

const person = (id: string, departmentId: string | null = null, managerId: string | null = null) => ({
  id,
  departmentId,
  managerId,
  reportsToId: null,
});
const node = (id: string, parentId: string | null, headId: string | null) => ({ id, parentId, headId });

describe("who answers to whom", () => {
  const tree = [node("shop", null, "boss"), node("service", "shop", "lead"), node("night", "service", null)];

  it("is the named manager, else the head, else the nearest head above", () => {
    const people = [
      person("boss", "shop"),
      person("lead", "service"),
      person("day", "service"),
      person("owl", "night"),
      person("aide", "night", "boss"),
    ];
    expect(Object.fromEntries(reportingLines(people, tree))).toEqual({
      boss: null,
      lead: "boss",
      day: "lead",
      owl: "lead",
      aide: "boss",
    });
  });

  it("passes over somebody who left", () => {
    const people = [person("boss", "shop"), person("owl", "night", "gone")];
    expect(reportingLines(people, tree).get("owl")).toBe("boss");
  });

  it("makes the one higher in the tree the top when two name each other", () => {
    const people = [person("boss", "shop", "lead"), person("lead", "service", "boss")];
    expect(Object.fromEntries(reportingLines(people, tree))).toEqual({ boss: null, lead: "boss" });
  });

  it("never leads to oneself, whatever managers, heads and parents are named", () => {
    const id = fc.constantFrom("a", "b", "c", "d", "e", "f");
    const dept = fc.constantFrom("1", "2", "3", "4");
    const people = fc.array(fc.tuple(fc.option(dept), fc.option(id)), { minLength: 6, maxLength: 6 });
    const departments = fc.array(fc.tuple(fc.option(dept), fc.option(id)), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(people, departments, (staff, nodes) => {
        const lines = reportingLines(
          staff.map(([departmentId, managerId], index) => person("abcdef"[index]!, departmentId, managerId)),
          nodes.map(([parentId, headId], index) => node(String(index + 1), parentId, headId)),
        );
        for (const start of lines.keys()) {
          let steps = 0;
          for (let up = lines.get(start); up; up = lines.get(up)) if (++steps > lines.size) return false;
        }
        return lines.size === 6;
      }),
      { numRuns: 1000 },
    );
  });
});

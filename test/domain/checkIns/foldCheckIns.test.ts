import fc from "fast-check";
import { foldCheckIns } from "../../../domain/checkIns/foldCheckIns";

type Report = Parameters<typeof foldCheckIns>[1][number];
const start = Date.parse("2026-05-01T01:00:00Z");

/** Reports a few minutes to days apart; some take an earlier one back. */
const reports = fc
  .array(
    fc.record({
      minute: fc.integer({ min: 0, max: 10_000 }),
      operation: fc.constantFrom("set" as const, "add" as const),
      amount: fc.integer({ min: -50_000, max: 200_000 }),
      isTakenBack: fc.boolean(),
      isImported: fc.boolean(),
      reportedById: fc.constantFrom("owner", "manager"),
    }),
    { maxLength: 12 },
  )
  .map((list) =>
    list.flatMap(({ minute, operation, amount, isTakenBack, isImported, reportedById }, index): Report[] => {
      const id = `r${String(index).padStart(2, "0")}`;
      const occurredAt = new Date(start + minute * 60_000);
      const recordedAt = new Date(start + index * 1000);
      const businessDay = occurredAt.toISOString().slice(0, 10);
      const common = { businessDay, occurredAt, recordedAt, reportedById, retractsId: null };
      if (isImported) return [{ ...common, id, operation: "set", amount, source: "import" }];
      const report: Report = { ...common, id, operation, amount, source: "web" };
      const back: Report = { ...report, id: `${id}-`, operation: "retract", amount: 0, retractsId: id };
      return isTakenBack ? [report, back] : [report];
    }),
  );
const keyResults = fc.record({
  kind: fc.constantFrom("increase" as const, "decrease" as const),
  accumulation: fc.constantFrom("sum" as const, "last" as const),
  start: fc.integer({ min: 0, max: 100_000 }),
  target: fc.integer({ min: 100_001, max: 200_000 }),
});

const fold = (keyResult: Parameters<typeof foldCheckIns>[0], list: readonly Report[]) =>
  foldCheckIns(keyResult, list, "owner");

describe("Reports of a key result", () => {
  it("mean the same in whatever order they arrive, however often", () => {
    fc.assert(
      fc.property(
        keyResults,
        reports.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        (keyResult, [list, shuffled]) => {
          expect(fold(keyResult, shuffled)).toEqual(fold(keyResult, list));
        },
      ),
    );
  });

  it("count as if what was taken back had never been said", () => {
    fc.assert(
      fc.property(keyResults, reports, (keyResult, list) => {
        const gone = new Set(list.map(({ retractsId }) => retractsId));
        const never = list.filter(({ id, operation }) => operation !== "retract" && !gone.has(id));
        expect(fold(keyResult, list)).toEqual(fold(keyResult, never));
      }),
    );
  });

  it("count as if what was imported and corrected had never come", () => {
    fc.assert(
      fc.property(keyResults, reports, (keyResult, list) => {
        const isCorrected = ({ id, source, businessDay }: Report) =>
          source === "import" &&
          list.some((one) => one.source === "import" && one.businessDay === businessDay && one.id > id);
        const never = list.filter((one) => !isCorrected(one));
        expect(fold(keyResult, list)).toEqual(fold(keyResult, never));
      }),
    );
  });

  it("add up where they add, and start anew where they set", () => {
    fc.assert(
      fc.property(keyResults, fc.array(fc.integer({ min: 0, max: 9_999 }), { minLength: 1 }), (keyResult, amounts) => {
        const said = (operation: "set" | "add", amount: number, index: number): Report => ({
          id: `r${String(index).padStart(3, "0")}`,
          businessDay: "2026-05-01",
          operation,
          amount,
          retractsId: null,
          source: "web",
          reportedById: "owner",
          occurredAt: new Date(start + index * 1000),
          recordedAt: new Date(start),
        });
        const sum = amounts.reduce((total, amount) => total + amount, 0);
        const base = keyResult.accumulation === "sum" ? 0 : keyResult.start;
        const added = amounts.map((amount, index) => said("add", amount, index));
        expect(fold(keyResult, added).current).toBe(base + sum);
        const set = said("set", 7, amounts.length);
        expect(fold(keyResult, [...added, set]).current).toBe(7);
      }),
    );
  });

  it("reach a sum while it stands at the target, and a level from the first report that shows it", () => {
    const report = (id: string, amount: number): Report => ({
      id,
      businessDay: "2026-05-01",
      operation: "set",
      amount,
      retractsId: null,
      source: "web",
      reportedById: "owner",
      occurredAt: new Date(start + Number(id) * 1000),
      recordedAt: new Date(start),
    });
    const list = [report("1", 50), report("2", 120), report("3", 90)];
    const goal = { kind: "increase" as const, start: 0, target: 100 };
    expect(fold({ ...goal, accumulation: "sum" }, list).reachedBy).toBeUndefined();
    expect(fold({ ...goal, accumulation: "sum" }, list.slice(0, 2)).reachedBy?.id).toBe("2");
    expect(fold({ ...goal, accumulation: "last" }, list).reachedBy?.id).toBe("2");
  });

  it("are confirmed by the first of others that shows the target, never by a figure that holds the owner's own word", () => {
    const said = (id: string, reportedById: string, amount: number, changes: Partial<Report> = {}): Report => ({
      id,
      businessDay: "2026-05-01",
      operation: "set",
      amount,
      retractsId: null,
      source: "web",
      reportedById,
      occurredAt: new Date(start + Number(id) * 1000),
      recordedAt: new Date(start),
      ...changes,
    });
    const goal = { kind: "increase" as const, start: 0, target: 100 };
    const confirmed = (accumulation: "sum" | "last", ...list: Report[]) =>
      fold({ ...goal, accumulation }, list).confirmedBy?.id;
    const own = said("1", "owner", 120);
    for (const kind of ["sum", "last"] as const) {
      expect(confirmed(kind, own)).toBeUndefined();
      expect(confirmed(kind, own, said("2", "manager", 100), said("3", "manager", 130))).toBe("2");
      expect(confirmed(kind, own, said("2", "owner", 100, { source: "import" }))).toBe("2");
      expect(confirmed(kind, own, said("2", "manager", 99))).toBeUndefined();
      expect(confirmed(kind, own, said("2", "manager", 5, { operation: "add" }))).toBeUndefined();
      // What others set stands for itself, whatever the owner said before.
      const rest = [said("2", "manager", 90), said("3", "manager", 10, { operation: "add" })];
      expect(confirmed(kind, own, ...rest)).toBe("3");
      expect(confirmed(kind, own, rest[0]!, said("3", "owner", 10, { operation: "add" }))).toBeUndefined();
    }
    // A sum that fell below has nothing confirmed; a level was reached once.
    const fell = [said("1", "manager", 120), said("2", "owner", 90), said("3", "owner", 110)];
    expect([confirmed("sum", ...fell), confirmed("last", ...fell)]).toEqual([undefined, "1"]);
  });

  it("are confirmed only where they are reached, and never without somebody else's word", () => {
    fc.assert(
      fc.property(keyResults, reports, (keyResult, list) => {
        const { reachedBy, confirmedBy } = fold(keyResult, list);
        if (!confirmedBy) return;
        expect(reachedBy!.occurredAt.getTime()).toBeLessThanOrEqual(confirmedBy.occurredAt.getTime());
        expect(confirmedBy.source === "import" || confirmedBy.reportedById === "manager").toBe(true);
      }),
    );
  });
});

import fc from "fast-check";
import { electWinners, type Tally } from "../../../domain/elections/electWinners";

/** Few different figures, so that ties are the rule. */
const tally = fc.record({
  votes: fc.integer({ min: 0, max: 3 }),
  departments: fc.integer({ min: 0, max: 2 }),
  nominators: fc.integer({ min: 1, max: 2 }),
  nominatedAt: fc.integer({ min: 0, max: 2 }).map((hour) => new Date(Date.UTC(2026, 4, 11, hour))),
});
const tallies = fc
  .array(tally, { maxLength: 12 })
  .map((rows) => rows.map((row, index): Tally => ({ ...row, employeeId: `E${String(index).padStart(2, "0")}` })));
const seats = fc.integer({ min: 1, max: 10 });
const elected = (rows: readonly Tally[], count: number) =>
  electWinners(rows, count).flatMap(({ employeeId, isElected }) => (isElected ? [employeeId] : []));

describe("Counting an election", () => {
  it("comes out the same in whatever order the nominees are read", () => {
    fc.assert(
      fc.property(
        tallies.chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }))),
        seats,
        ([rows, shuffled], count) => expect(electWinners(shuffled, count)).toEqual(electWinners(rows, count)),
      ),
    );
  });

  it("fills no more than the seats, every seat somebody has a vote for, and nobody's votes are lost", () => {
    fc.assert(
      fc.property(tallies, seats, (rows, count) => {
        const result = electWinners(rows, count);
        const sum = (list: readonly Tally[]) => list.reduce((total, { votes }) => total + votes, 0);
        expect(sum(result)).toBe(sum(rows));
        expect(elected(rows, count)).toHaveLength(Math.min(count, rows.filter(({ votes }) => votes > 0).length));
      }),
    );
  });

  it("passes over nobody with more votes", () => {
    fc.assert(
      fc.property(tallies, seats, (rows, count) => {
        const result = electWinners(rows, count);
        const least = Math.min(...result.filter(({ isElected }) => isElected).map(({ votes }) => votes));
        for (const { isElected, votes } of result)
          if (!isElected && votes > 0) expect(votes).toBeLessThanOrEqual(least);
      }),
    );
  });

  const base = { votes: 3, departments: 1, nominators: 1, nominatedAt: new Date("2026-05-11T02:00:00Z") };
  it.each([
    ["more departments", { departments: 2 }],
    ["more nominators", { nominators: 2 }],
    ["the earlier nomination", { nominatedAt: new Date("2026-05-11T01:59:59Z") }],
  ])("gives the last seat of a tie to %s", (_, better) => {
    const rows = [
      { ...base, employeeId: "A" },
      { ...base, ...better, employeeId: "B" },
    ];
    expect(elected(rows, 1)).toEqual(["B"]);
    expect(
      elected(
        [
          { ...base, employeeId: "A" },
          { ...base, employeeId: "B" },
        ],
        1,
      ),
    ).toEqual(["A"]);
  });

  it("asks for departments before nominators before time", () => {
    const early = new Date("2026-05-01T00:00:00Z");
    const rows = [
      { ...base, employeeId: "A", nominators: 5, nominatedAt: early },
      { ...base, employeeId: "B", departments: 2 },
      { ...base, employeeId: "C", nominatedAt: early },
    ];
    expect(electWinners(rows, 3).map(({ employeeId }) => employeeId)).toEqual(["B", "A", "C"]);
  });
});

import fc from "fast-check";
import { splitByLuck, splitByShares, splitEqually } from "../../../domain/packets/splitPacket";

const sum = (parts: readonly number[]) => parts.reduce((all, part) => all + part, 0);
const total = fc.integer({ min: 1, max: 1_000_000_000 });

describe("The parts of a packet", () => {
  it("are as equal as can be, and sum to the whole", () => {
    fc.assert(
      fc.property(total, fc.integer({ min: 1, max: 500 }), (fen, count) => {
        const parts = splitEqually(fen, count);
        expect(parts).toHaveLength(count);
        expect(sum(parts)).toBe(fen);
        expect(Math.max(...parts) - Math.min(...parts)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("follow the shares to less than a fen, and sum to the whole", () => {
    fc.assert(
      fc.property(
        total,
        fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 1, maxLength: 500 }),
        (fen, shares) => {
          const parts = splitByShares(fen, shares);
          expect(sum(parts)).toBe(fen);
          const all = BigInt(sum(shares));
          for (const [index, part] of parts.entries()) {
            const off = BigInt(part) * all - BigInt(fen) * BigInt(shares[index]!);
            expect(off < all && off > -all).toBe(true);
          }
        },
      ),
    );
  });

  it("are drawn by luck within the limits, and sum to the whole", () => {
    const cases = fc
      .record({
        minFen: fc.integer({ min: 1, max: 300 }),
        room: fc.integer({ min: 0, max: 20_000 }),
        count: fc.integer({ min: 1, max: 200 }),
      })
      .chain(({ minFen, room, count }) => {
        const maxFen = minFen + room;
        return fc.record({
          minFen: fc.constant(minFen),
          maxFen: fc.constant(maxFen),
          count: fc.constant(count),
          fen: fc.integer({ min: minFen * count, max: maxFen * count }),
        });
      });
    fc.assert(
      fc.property(cases, ({ fen, count, ...range }) => {
        const parts = splitByLuck(fen, count, range);
        expect(parts).toHaveLength(count);
        expect(sum(parts)).toBe(fen);
        expect(Math.min(...parts)).toBeGreaterThanOrEqual(range.minFen);
        expect(Math.max(...parts)).toBeLessThanOrEqual(range.maxFen);
      }),
    );
    expect(() => splitByLuck(99, 1, { minFen: 100, maxFen: 200 })).toThrow(RangeError);
  });

  it("favour nobody by their place: over many draws the first gets as much as the last", () => {
    const sums = [0, 0, 0, 0];
    for (let draw = 0; draw < 4000; draw++)
      for (const [index, part] of splitByLuck(1000, 4, { minFen: 1, maxFen: 1000 }).entries()) sums[index]! += part;
    for (const one of sums) expect(Math.abs(one / 4000 - 250)).toBeLessThan(25);
  });
});

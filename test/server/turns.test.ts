import { Turns } from "../../server/uploads/Turns";

describe("Turns", () => {
  it("lets two work at a time, in order, and sends away who finds the row full", async () => {
    const turns = new Turns({ atOnce: 2, waiting: 2, code: "attachment.busy" });
    const ends: (() => void)[] = [];
    const begun: number[] = [];
    const work = (number: number) =>
      turns.take(() => {
        begun.push(number);
        return new Promise<void>((resolve) => ends.push(resolve));
      });
    const all = [work(1), work(2), work(3), work(4)];
    await expect(work(5)).rejects.toMatchObject({ status: 503, code: "attachment.busy" });
    expect(begun).toEqual([1, 2]);
    ends[1]!();
    await all[1];
    // The third has the place of the second: who comes now still waits.
    all.push(work(6));
    expect(begun).toEqual([1, 2, 3]);
    for (let ended = 0; ended < 5; ended++) {
      while (ends.length <= ended) await new Promise(setImmediate);
      ends[ended]!();
    }
    await Promise.all(all);
    expect(begun).toEqual([1, 2, 3, 4, 6]);
  });

  it("gives the place back when work fails", async () => {
    const turns = new Turns({ atOnce: 1, waiting: 0, code: "attachment.busy" });
    await expect(turns.take(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
    await expect(turns.take(async () => "yes")).resolves.toBe("yes");
  });
});

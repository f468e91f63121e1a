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
    expect(begun).toEqual([1, 2, 3]);
    ends[0]!();
    await all[0];
    for (const end of ends) end();
    await Promise.all(all.slice(2, 3));
    ends[3]!();
    await Promise.all(all);
    expect(begun).toEqual([1, 2, 3, 4]);
  });

  it("gives the place back when work fails", async () => {
    const turns = new Turns({ atOnce: 1, waiting: 0, code: "attachment.busy" });
    await expect(turns.take(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
    await expect(turns.take(async () => "yes")).resolves.toBe("yes");
  });
});

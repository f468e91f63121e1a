import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { fenOf } from "../../../bot/pay/statement/parseFlow";
import { readFlows } from "../../../bot/pay/statement/readFlows";
import { readStatement } from "../../../bot/pay/statement/readStatement";
import { linesOf } from "./PayStage";

// The documentation's own example, with its full-width brackets and its totals of the whole file (v2 chapter 9_18).
const titles =
  "记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额（元）,账户结余（元）,资金变更提交申请人,备注,业务凭证号";
const row = (...cells: string[]) => cells.map((cell) => `\`${cell}`).join(",");
const paid = row(
  "2026-05-11 10:00:00",
  "1000041",
  "F1",
  "企业微信红包",
  "企业微信红包",
  "支出",
  "10.00",
  "1.00",
  "system",
  "",
  "B1",
);
const back = row(
  "2026-05-11 11:00:00",
  "1000041",
  "F2",
  "企业微信红包退款",
  "退款",
  "收入",
  "10.00",
  "11.00",
  "system",
  "",
  "B1",
);
const sale = row(
  "2026-05-11 12:00:00",
  "4200",
  "F3",
  "交易",
  "交易",
  "收入",
  "0.01",
  "11.01",
  "system",
  "结算",
  "ORDER1",
);
const totals = "资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额";
const file = (rows: string[], sums: string) => [titles, ...rows, totals, sums].join("\r\n");
const whole = file([paid, back, sale], row("3.0", "2", "10.01", "1.0", "10.00"));
const read = (text: string) => linesOf(readStatement({ bytes: Buffer.from(text) }));

const lines = [
  { billNo: "B1", providerNo: "1000041", kind: "paid", amountFen: 1000, at: new Date("2026-05-11T02:00:00Z") },
  { billNo: "B1", providerNo: "1000041", kind: "refunded", amountFen: 1000, at: new Date("2026-05-11T03:00:00Z") },
];

describe("the provider's statement", () => {
  it("is read, gzipped or not, with either kind of line end and bracket, in any order of columns", async () => {
    expect(await read(whole)).toEqual(lines);
    expect(await read(`\uFEFF${whole}\r\n\r\n`)).toEqual(lines);
    expect(await read(whole.replaceAll("\r\n", "\n").replaceAll("（元）", "(元)"))).toEqual(lines);
    expect(await linesOf(readStatement({ bytes: gzipSync(whole) }))).toEqual(lines);
    const swapped = whole
      .split("\r\n")
      .map((line) =>
        line.split(",").length < 11 ? line : [...line.split(",").slice(1), line.split(",")[0]].join(","),
      );
    // The time stands last now, and the remark in the middle still takes no cell of another.
    expect(await read(swapped.join("\n"))).toEqual(lines);
  });

  it("leaves sales, fees, top-ups and withdrawals alone", async () => {
    const other = (name: string) =>
      row("2026-05-11 12:00:00", "1", "F", name, name, "收入", "1.00", "1.00", "x", "", "N1");
    for (const name of ["交易", "退款", "扣除交易手续费", "提现", "转账充值"])
      expect(await read(file([other(name)], row("1", "1", "1.00", "0", "0.00")))).toEqual([]);
    for (const name of ["现金红包", "商家转账", "企业付款"])
      expect(await read(file([other(name)], row("1", "1", "1.00", "0", "0.00")))).toHaveLength(1);
  });

  it.each([
    ["is cut off", whole.slice(0, -30)],
    ["ends before its totals", whole.slice(0, whole.indexOf("资金流水总笔数"))],
    ["lost a line", whole.replace(`${back}\r\n`, "")],
    ["has a line twice", whole.replace(paid, `${paid}\r\n${paid}`)],
    ["has another amount in a line", whole.replace("`10.00,`1.00", "`10.10,`1.00")],
    ["has an amount that is none", whole.replace("`10.00,`1.00", "`1e1,`1.00")],
    ["says 3 and has 2 lines", whole.replace(`${sale}\r\n`, "")],
    ["goes on after its totals", `${whole}\r\n${paid}`],
    ["misses a column", whole.replace("收支类型", "收支")],
    ["has no direction", whole.replace("`支出", "`转出")],
    ["has a time that is none", whole.replace("2026-05-11 10:00:00", "2026-05-11T10")],
    ["has a line without backticks", whole.replace(paid, paid.replaceAll("`", ""))],
    ["is a page", "<html><body>系统维护中</body></html>"],
    ["is empty", ""],
  ])("is not believed when it %s, and not a line of it", async (_, text) => {
    const seen: unknown[] = [];
    const take = async () => {
      for await (const line of readStatement({ bytes: Buffer.from(text) })) seen.push(line);
    };
    await expect(take()).rejects.toThrow("statement unread");
    expect(seen).toEqual([]);
  });

  it("has to have the hash it was announced with", async () => {
    const sha1 = createHash("sha1").update(whole).digest("hex");
    expect(await linesOf(readStatement({ bytes: gzipSync(whole), sha1: sha1.toUpperCase() }))).toEqual(lines);
    const other = { bytes: gzipSync(whole), sha1: sha1.replace(/^./, "x") };
    await expect(linesOf(readStatement(other))).rejects.toThrow("hash");
    await expect(linesOf(readStatement({ bytes: gzipSync(whole).subarray(0, -20), sha1 }))).rejects.toThrow("unpacked");
  });

  it("is the same however it is cut into chunks, in the middle of characters too", async () => {
    const bytes = Buffer.from(whole);
    const flowsOf = async (chunks: Buffer[]) => {
      const flows = [];
      for await (const flow of readFlows(chunksOf(chunks))) flows.push(flow);
      return flows;
    };
    const expected = await flowsOf([bytes]);
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.nat({ max: bytes.length })), async (cuts) => {
        const edges = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const chunks = edges.slice(1).map((end, index) => bytes.subarray(edges[index], end));
        expect(await flowsOf(chunks)).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  it("reads every amount to the fen", () => {
    fc.assert(
      fc.property(fc.nat({ max: 1e13 }), (fen) => {
        expect(fenOf(`${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, "0")}`)).toBe(fen);
      }),
    );
    expect([fenOf("1.5"), fenOf("7"), fenOf("0.07")]).toEqual([150, 700, 7]);
    for (const text of ["", "-1.00", "1.001", "1,000.00", "１.00", ".5", "1."]) expect(() => fenOf(text)).toThrow();
  });
});

async function* chunksOf(chunks: Buffer[]) {
  yield* chunks;
}

import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { packetNotices } from "../../bot/cards/packetNotices";
import { wordsFor, words as wordsOf } from "../../bot/say";
import type { Delivery } from "../../domain/context";
import type { PayoutFreezeReason } from "../../domain/settings/Settings";
import type { PacketState, PartState } from "../../entities";
import { frozenText, packetWords, partText, partWords } from "../../miniprogram/src/pages/packets/packetWords";
import { presentPacket } from "../../server/presenters/packet";

/** A reason that is added has to be added here: the compiler sees to it. */
const freezeReasons: Record<PayoutFreezeReason, true> = { backup: true, moved: true, operator: true, merchant: true };
const company = { publicUrl: "https://dabiao.test" };

const root = resolve(__dirname, "../..");
const sourcesOf = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(join(root, folder, name), "utf8"));
const sources = ["domain", "jobs", "bot/pay"].flatMap(sourcesOf);
const caught = (pattern: RegExp) =>
  new Set(sources.flatMap((text) => [...text.matchAll(pattern)].map(([, code]) => code!)));
/** What becomes of payouts in the audit, which nobody is told by its name. */
const events = caught(/record(?:All)?\(\s*\w+,\s*"(payout\.\w+)"/g);
const stops = [...caught(/"(payout\.\w+)"/g)].filter((code) => !events.has(code)).sort();

describe("Words about packets", () => {
  it.each(Object.keys(freezeReasons))(
    "say the same on the phone and in chat where payouts are frozen by %s",
    (reason) => {
      const said = frozenText(reason);
      expect(said).not.toBe(frozenText("no such reason"));
      const message = packetNotices.payoutsFrozen!(
        { notice: { data: { reason } } } as unknown as Delivery,
        {},
        company,
      );
      expect(JSON.stringify(message)).toContain(said);
    },
  );

  it("find why a part stops", () => {
    expect(stops).toEqual(expect.arrayContaining(["payout.left", "payout.noOpenid", "payout.paidAfterFailure"]));
    expect(stops).not.toContain("payout.resumed");
  });

  it.each(stops)("have Chinese for %s", (code) => {
    expect(Object.keys(wordsOf)).toContain(code);
    expect(problemOf(code)).toBe(wordsFor(code));
  });

  it.each([
    ["NOTENOUGH", "支付方返回 NOTENOUGH，请到商户平台核对后再处理。"],
    ["45009", "支付方返回 45009，请到商户平台核对后再处理。"],
    // What is known of a bill in our own words, when nobody has known more of it for weeks.
    ["accepted", wordsFor("payout.notTaken")],
    ["absent", wordsFor("payout.notTaken")],
    ["TypeError", wordsFor("payout.notTaken")],
  ])("say of a part that stopped at %s: %s", (code, said) => expect(problemOf(code, "paying")).toBe(said));

  it("say what the provider said of what it refused", () => {
    expect(problemOf("余额不足")).toBe("支付方返回 余额不足，请到商户平台核对后再处理。");
  });

  const parts: PartState[] = ["waiting", "owed", "paying", "paid", "received", "refunded", "failed", "cancelled"];
  const packets: PacketState[] = ["requested", "approved", "returned", "cancelled"];
  it.each(packets.flatMap((state) => parts.map((part) => [state, part] as const)))(
    "say how a packet stands that is %s with a part %s, by shape and word",
    (state, part) => {
      const shaped = /^[○●▲■◆] [\u4e00-\u9fff]/;
      const one = { state: part, problem: null } as Parameters<typeof packetWords>[0]["parts"][number];
      expect(partWords[part].text).toMatch(shaped);
      expect(packetWords({ state, parts: [one] }).text).toMatch(shaped);
      const held = { ...one, problem: "NO_AUTH" };
      expect(partText(held).text).toBe(part === "failed" ? "■ 没有发出" : "▲ 结果不明");
      if (state === "approved")
        expect(packetWords({ state, parts: [held, { ...one, state: "received" }] }).text).toMatch(
          part === "failed" ? /^■ 1 个没有发出$/ : /^▲ 1 个结果不明$/,
        );
      expect(packetWords({ state, parts: [one, one] }).text).toMatch(/^[○●▲■◆] [\d\u4e00-\u9fff]/);
    },
  );
});

/** As finance reads it on the packet's page. */
function problemOf(lastError: string, state: PartState = "failed") {
  const at = new Date("2026-05-11T02:00:00Z");
  const part = { id: "p", amountFen: 100, state, heldAt: at, lastError };
  const view = {
    packet: {
      id: "k",
      split: "single",
      totalFen: 100,
      reason: "好",
      state: "approved",
      requestedAt: at,
      approvalsNeeded: 0,
    },
    parts: [{ part, bills: [], receiver: { id: "e", name: "张三", wecomUserId: "zhangsan" } }],
    budget: { month: "2026-05", leftFen: 0 },
    approvals: [],
    receiverIds: ["e"],
    lineAbove: [],
  };
  const reader = { actor: { id: "f", roles: ["finance"] }, now: at, company: {} };
  type Arguments = Parameters<typeof presentPacket>;
  return presentPacket(view as unknown as Arguments[0], reader as unknown as Arguments[1]).parts[0]!.problem;
}

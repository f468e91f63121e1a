import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import Koa from "koa";
import request from "supertest";
import { transferCallback } from "../../../bot/pay/wxpay/transferCallback";
import { sealResource } from "../../../bot/sandbox/pay/sealResource";
import { stampV3 } from "../../../bot/sandbox/pay/stampV3";
import type { BillOutcome } from "../../../domain/context";
import { payKeys } from "../sandbox/StandIn";
import { billOf } from "./bill";
import { PayStage } from "./PayStage";

const hour = 3_600_000;
const finished = {
  mch_id: payKeys.mchId,
  out_bill_no: "B1",
  transfer_bill_no: "9",
  transfer_amount: 1000,
  state: "SUCCESS",
};

describe("what WeChat Pay tells of transfers", () => {
  let stage: PayStage;
  let server: Server;
  let told: [billNo: string, outcome: BillOutcome, id: string][];
  let counted: string[];
  let failures: number;

  beforeEach(async () => {
    told = [];
    counted = [];
    failures = 0;
    const koa = new Koa();
    koa.silent = true;
    koa.use(
      transferCallback({
        mchId: payKeys.mchId,
        v3Key: payKeys.v3Key,
        platform: { id: payKeys.platform.id, key: payKeys.platform.publicKey },
        now: () => stage.clock.now(),
        onOutcome: async (...outcome) => {
          if (failures-- > 0) throw new Error("the database is gone");
          told.push(outcome);
        },
        count: (kind) => counted.push(kind),
      }),
    );
    server = createServer(koa.callback());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    stage = await PayStage.start({ notifyUrl: `http://127.0.0.1:${port}/wxpay/callback` });
  });
  afterEach(async () => {
    await stage.stop();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const notification = (plain: object, change: object = {}, key = payKeys.v3Key) => {
    const sealing = { key, nonce: "0123456789ab", associatedData: "mch_payment" };
    const resource = {
      original_type: "mch_payment",
      algorithm: "AEAD_AES_256_GCM",
      ciphertext: sealResource(JSON.stringify(plain), sealing),
      nonce: sealing.nonce,
      associated_data: sealing.associatedData,
    };
    return JSON.stringify({ id: "N1", event_type: "MCHTRANSFER.BILL.FINISHED", resource, ...change });
  };
  const post = (body: string, headers = stampV3(body, stage.desk, payKeys)) =>
    request(server)
      .post("/wxpay/callback")
      .set({ "content-type": "application/json", ...headers })
      .send(body);
  const until = async (count: number) => {
    while (told.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
  };

  it("is told of a transfer that was confirmed, and of one that was not", async () => {
    await stage.transfer.send(billOf({ billNo: "B1" }));
    await stage.transfer.send(billOf({ billNo: "B2" }));
    stage.desk.claim("B1", "oSandbox-ann");
    await until(1);
    expect(told[0]?.slice(0, 2)).toEqual([
      "B1",
      { kind: "received", providerNo: expect.stringMatching(/^1000041701/) },
    ]);
    stage.clock.forward(24 * hour);
    stage.desk.settle();
    await until(2);
    expect(told[1]?.slice(0, 2)).toEqual([
      "B2",
      { kind: "lapsed", providerNo: expect.any(String), error: "OVERDUE_CLOSE" },
    ]);
    expect(counted).toEqual(["wxpay.transfer", "wxpay.transfer"]);
  });

  it("is told again until the outcome is kept", async () => {
    failures = 2;
    await stage.transfer.send(billOf({ billNo: "B1" }));
    stage.desk.claim("B1", "oSandbox-ann");
    await until(1);
    expect(counted).toEqual(["wxpay.transfer", "wxpay.failed", "wxpay.transfer", "wxpay.failed", "wxpay.transfer"]);
  });

  it("answers 200 and nothing else when it is kept, 500 when it is not", async () => {
    const body = notification(finished);
    const kept = await post(body).expect(200);
    expect(kept.text).toBe("");
    expect(told).toEqual([["B1", { kind: "received", providerNo: "9" }, "N1"]]);
    failures = 1;
    await post(body).expect(500);
    expect(told).toHaveLength(1);
  });

  it("takes what is signed of another product, and leaves it alone", async () => {
    await post(notification({ any: "thing" }, { event_type: "TRANSACTION.SUCCESS" })).expect(200);
    expect(told).toEqual([]);
    expect(counted).toEqual(["wxpay.other"]);
  });

  it.each<[string, (body: string) => { body?: string; headers?: Record<string, string>; lateSeconds?: number }]>([
    ["is not signed", () => ({ headers: {} })],
    ["was changed", (body) => ({ body: body.replace("N1", "N2") })],
    [
      "is signed by another key",
      (body) => ({
        headers: {
          ...stampV3(body, stage.desk, { ...payKeys, platform: { ...payKeys.platform, key: payKeys.merchant.key } }),
        },
      }),
    ],
    [
      "names another key",
      (body) => ({ headers: { ...stampV3(body, stage.desk, payKeys), "Wechatpay-Serial": "PUB_KEY_ID_1" } }),
    ],
    [
      "only probes",
      (body) => ({
        headers: { ...stampV3(body, stage.desk, payKeys), "Wechatpay-Signature": "WECHATPAY/SIGNTEST/abc" },
      }),
    ],
    ["is older than five minutes", () => ({ lateSeconds: 301 })],
    ["is from the future", () => ({ lateSeconds: -301 })],
  ])("refuses what %s", async (_, change) => {
    const body = notification(finished);
    const stamped = stampV3(body, stage.desk, payKeys);
    const { body: sent = body, headers = stamped, lateSeconds = 0 } = change(body);
    stage.clock.forward(lateSeconds * 1000);
    await post(sent, headers).expect(401);
    expect(told).toEqual([]);
    expect(counted).toEqual(["wxpay.refused.signature"]);
  });

  it.each<[string, () => string]>([
    ["is no JSON", () => "{"],
    ["is sealed by another key", () => notification(finished, {}, "x".repeat(32))],
    ["is of another merchant", () => notification({ ...finished, mch_id: "1900000110" })],
    ["holds no transfer", () => notification({ state: "SUCCESS" })],
    [
      "is sealed in another way",
      () => notification(finished, { resource: { algorithm: "NONE", ciphertext: "", nonce: "" } }),
    ],
    ["is too large", () => notification({ ...finished, more: "x".repeat(65_536) })],
  ])("refuses what %s, though it is signed", async (_, make) => {
    await post(make()).expect(400);
    expect(told).toEqual([]);
  });

  it("takes nothing but POST", async () => {
    await request(server).get("/wxpay/callback").expect(405);
  });
});

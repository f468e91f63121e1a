import { billOf } from "../pay/bill";
import { Demo } from "./Demo";

jest.setTimeout(60_000);

describe.each(["wecom", "wxpay"])("the sandbox's server paying through %s", (provider) => {
  let demo: Demo;
  beforeAll(async () => {
    demo = await Demo.start(new Date("2026-09-16T02:00:00Z"), { PAY_PROVIDER: provider });
  });
  afterAll(() => demo?.stop());

  const control = async (path: string, body?: object) => {
    const headers = { "content-type": "application/json" };
    const init = body && { method: "POST", headers, body: JSON.stringify(body) };
    return (await fetch(`${demo.origin}/sandbox/control/${path}`, init)).json() as Promise<{
      result: { opened: boolean };
      chats: Record<string, { kind: string; content: { billNo: string; state: string } }[]>;
    }>;
  };
  const packets = async () => ((await control("state")).chats.zhangsan ?? []).filter(({ kind }) => kind === "packet");

  it("brings play money to a person's chat, and learns that they took it", async () => {
    const payer = demo.app.payer!;
    expect(payer.provider).toBe(provider);
    const openid = await payer.openidOf({ id: "e1", wecomUserId: "zhangsan" });
    const bill = billOf({ openid });
    expect((await payer.send(bill)).kind).toBe("accepted");
    expect(await packets()).toMatchObject([{ content: { billNo: bill.billNo, state: "waiting" } }]);
    expect((await control("open-packet", { userId: "zhangsan", billNo: bill.billNo })).result.opened).toBe(true);
    expect(await packets()).toMatchObject([{ content: { state: "received" } }]);
    expect((await payer.query(bill.billNo, bill.amountFen)).kind).toBe("received");
  });

  it("is told by the provider only where that is how it works", async () => {
    const metrics = async () => (await fetch(`${demo.origin}/metrics`)).text();
    const counted = /kind="wxpay\.transfer"/;
    for (let tries = 0; tries < 50 && !counted.test(await metrics()) && provider === "wxpay"; tries++)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(counted.test(await metrics())).toBe(provider === "wxpay");
    const answer = await fetch(`${demo.origin}/wxpay/callback`, { method: "POST", body: "{}" });
    expect(answer.status).toBe(provider === "wxpay" ? 401 : 404);
  });
});

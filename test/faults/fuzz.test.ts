import { connect, type Socket } from "node:net";
import { CheckIn, Event, Notice, Receipt } from "../../entities";
import { describeEngines } from "../engines";
import { monday } from "../world";
import { post } from "./callbacks";
import { fuzzedCallbacks } from "./fuzzedCallbacks";
import { Stage } from "./Stage";

const atOnce = 24;
/** Per engine; 10,000 together. */
const count = 5000;
/** What a process may hold more after thousands of refusals than after the first ones. */
const growth = 8 * 1024 * 1024;

describeEngines("Callbacks that WeCom would never send", (engine) => {
  let stage: Stage | undefined;
  beforeAll(async () => {
    stage = await Stage.open(engine);
  }, 60_000);
  afterAll(() => stage?.close());

  const rows = async ({ world: { db } }: Stage) =>
    Promise.all([CheckIn, Event, Notice, Receipt].map((table) => db.read.count(table)));

  it("are all refused: none crashes, none leaves a row, none leaves memory behind, and a real one passes between them", async () => {
    if (!stage) return;
    const { product } = stage;
    const statuses = new Map<number | undefined, number>();
    const fire = async (seed: number, total: number) => {
      const queue = fuzzedCallbacks(total, seed, monday).values();
      const work = async () => {
        for (const sealed of queue) {
          const status = (await post(product.url, sealed))?.status;
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
        }
      };
      await Promise.all(Array.from({ length: atOnce }, work));
    };
    await fire(1, 1000);
    const [before, heap] = [await rows(stage), await product.heap()];
    await fire(2, count - 1000);
    expect(await rows(stage)).toEqual(before);
    expect((await product.heap()) - heap).toBeLessThan(growth);
    expect([...statuses.keys()].filter((status) => status === undefined || status < 400 || status > 499)).toEqual([]);
    expect([...statuses.values()].reduce((sum, one) => sum + one)).toBe(count);
    expect(product.ended).toBeUndefined();
    const [first, again] = [await stage.report(1), await stage.report(1)];
    expect(first?.words).toContain("已记录");
    expect(again).toEqual(first);
    await stage.expectReports();
  }, 120_000);

  it("and bodies that never end keep nobody else waiting", async () => {
    if (!stage) return;
    const { port } = new URL(stage.product.url);
    const head = "POST /wecom/callback?msg_signature=x HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n<xml>";
    const sockets = await Promise.all(
      Array.from(
        { length: 100 },
        () =>
          new Promise<Socket>((resolve, reject) => {
            const socket = connect(Number(port), "127.0.0.1", () => socket.write(head, () => resolve(socket)));
            socket.once("error", reject);
          }),
      ),
    );
    expect((await stage.report(2))?.status).toBe(200);
    for (const socket of sockets) socket.destroy();
    expect((await stage.report(3))?.status).toBe(200);
    await stage.expectReports();
  });
});

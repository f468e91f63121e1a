import { describeBrowser } from "../browser";
import { describeEngines } from "../engines";
import { PhoneDemo } from "./PhoneDemo";

interface Bubble {
  kind: string;
  content: { billNo: string; state: string };
}

describeBrowser("Money from the phone through the chat to the pocket", () => {
  describeEngines("one red packet", (engine) => {
    let demo: PhoneDemo;
    beforeAll(async () => {
      demo = await PhoneDemo.start(engine);
    }, 60_000);
    afterAll(() => demo?.stop());

    const approve = async (userId: string) => {
      const card = await demo.sees(userId, "直播间改版三天就上线");
      const { key } = card.content.button_list!.find(({ text }) => text === "通过")!;
      await demo.control("press", { userId, messageId: card.id, key, choices: {} });
    };

    /** The packet as the chat shows it, which comes when the provider was asked. */
    async function bubbleOf(userId: string): Promise<Bubble> {
      for (let tries = 0; tries < 150; tries++) {
        const answer = await fetch(`${demo.origin}/sandbox/control/state`);
        const { chats } = (await answer.json()) as { chats: Record<string, Bubble[]> };
        const found = (chats[userId] ?? []).find(({ kind }) => kind === "packet");
        if (found) return found;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      throw new Error(`${userId} got no packet`);
    }

    it("is given to a team above the limit, approved twice in the chat, opened, and told of as taken", async () => {
      const phone = await demo.phoneOf("zhouyan");
      const { page } = phone;
      await phone.open("give/index");
      await page.getByText("一个团队").click();
      await page.getByText("运营一组", { exact: true }).click();
      await page.getByText("4 人会收到").waitFor();
      await phone.press("240");
      await page.getByText("超过 200 元，需两人审批").waitFor();
      await page.getByLabel("为什么发").fill("直播间改版三天就上线");
      // Twice in a row is once.
      await page.getByText("提交审批 240 元").dblclick();
      await page.getByText("还差 2 人").waitFor();
      const { packets } = await phone.get<{ packets: { id: string; reason: string }[] }>("/packets");
      const given = packets.filter(({ reason }) => reason === "直播间改版三天就上线");
      expect(given).toHaveLength(1);

      await approve("liming");
      await phone.open(`packets/index?id=${given[0]!.id}`);
      await page.getByText("还差 1 人").waitFor();
      await approve("chenzong");

      const { content } = await bubbleOf("zhangsan");
      await demo.control("open-packet", { userId: "zhangsan", billNo: content.billNo });
      await phone.open(`packets/index?id=${given[0]!.id}`);
      expect(await page.locator("body").innerText()).toContain("60 元");
      // What was taken is known when the provider is asked again, an hour later.
      await demo.control("clock", { to: "halfPastFive" });
      await phone.open(`packets/index?id=${given[0]!.id}`);
      await page.getByText("● 已领取").first().waitFor();

      const receiver = await demo.phoneOf("zhangsan");
      await receiver.open("income/index");
      await receiver.page.getByText("直播间改版三天就上线").waitFor();
      expect([...phone.complaints, ...receiver.complaints]).toEqual([]);
      await Promise.all([phone.close(), receiver.close()]);
    }, 120_000);
  });
});

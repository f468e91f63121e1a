import { Employee } from "../../entities";
import { describeBrowser } from "../browser";
import { describeEngines } from "../engines";
import { PhoneDemo } from "./PhoneDemo";
import { stopParts } from "./stopParts";

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

    async function bubblesOf(userId: string): Promise<Bubble[]> {
      const answer = await fetch(`${demo.origin}/sandbox/control/state`);
      const { chats } = (await answer.json()) as { chats: Record<string, Bubble[]> };
      return (chats[userId] ?? []).filter(({ kind }) => kind === "packet");
    }

    /** The packet as the chat shows it, which comes when the provider was asked. */
    async function bubbleOf(userId: string): Promise<Bubble> {
      for (let tries = 0; tries < 150; tries++) {
        const [found] = await bubblesOf(userId);
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

    it("is paid again by finance where a part failed, and given up where it is not to be", async () => {
      const id = await stopParts(demo);
      const phone = await demo.phoneOf("songjia");
      const { page } = phone;
      const partOf = (state: string) => page.locator(".part").filter({ hasText: state });
      await phone.open("packets/index?scope=held");
      await page.getByText("■ 3 个没有发出").click();
      await partOf("▲ 结果不明").getByText("NO_AUTH").waitFor();
      expect(await partOf("▲ 结果不明").getByText("放弃").count()).toBe(0);
      await partOf("▲ 结果不明").getByText("重新查询").waitFor();
      expect(await partOf("■ 没有发出").getByText("SEND_FAILED").count()).toBe(3);

      const [name] = (await partOf("■ 没有发出").first().locator(".row__title").allInnerTexts()) as [string];
      const { wecomUserId } = await demo.db.read.findOneByOrFail(Employee, { name });
      const before = (await bubblesOf(wecomUserId!)).length;
      // Twice in a row is once: one more packet in the chat.
      await partOf(name).getByText("再发一次").dblclick();
      await partOf("■ 没有发出").nth(2).waitFor({ state: "detached" });
      for (let tries = 0; (await bubblesOf(wecomUserId!)).length === before && tries < 150; tries++)
        await new Promise((resolve) => setTimeout(resolve, 100));
      expect(await bubblesOf(wecomUserId!)).toHaveLength(before + 1);
      await phone.open(`packets/index?id=${id}`);
      await partOf(name).getByText("▲ 发放中").waitFor();
      expect(await partOf(name).getByText("SEND_FAILED").count()).toBe(0);

      await partOf("■ 没有发出").first().getByText("放弃").click();
      await page.getByText("10 元 会回到预算。").waitFor();
      await page.locator(".taro-model__confirm").click();
      await partOf("○ 已取消").waitFor();
      expect(await partOf("■ 没有发出").count()).toBe(1);
      expect(phone.complaints).toEqual([]);
      await phone.close();
    }, 120_000);
  });
});

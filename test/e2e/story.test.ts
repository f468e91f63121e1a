import { existsSync } from "node:fs";
import { describeBrowser } from "../browser";
import { describeEngines } from "../engines";
import { PhoneDemo } from "./PhoneDemo";

describeBrowser("From the phone to the chat and back", () => {
  describeEngines("one goal", (engine) => {
    let demo: PhoneDemo;
    beforeAll(async () => {
      demo = await PhoneDemo.start(engine);
    }, 60_000);
    afterAll(() => demo?.stop());

    it("is proposed on the phone, approved in the chat, reported, nudged, reached and honoured", async () => {
      const phone = await demo.phoneOf("zhangsan");
      const { page } = phone;
      await phone.open("propose/index");
      await page.getByLabel("目标", { exact: true }).fill("九月老客回购翻一番");
      await page.getByLabel("看什么").first().fill("老客订单");
      await page.getByLabel("到", { exact: true }).first().fill("300");
      await page.getByLabel("单位").first().fill("单");
      await page.getByText("去掉").last().click();
      // Twice in a row is once.
      await page.getByText("提交审批").dblclick();
      await page.getByText("等 周燕 审批").waitFor();

      const card = await demo.sees("zhouyan", "九月老客回购翻一番");
      const approve = card.content.button_list!.find(({ text }) => text === "通过")!;
      await demo.control("press", { userId: "zhouyan", messageId: card.id, key: approve.key, choices: {} });
      await demo.sees("zhangsan", "通过");

      const { goals } = await phone.get<Goals>("/goals?owner=me");
      const goal = goals.filter(({ title }) => title === "九月老客回购翻一番");
      expect(goal).toHaveLength(1);
      await phone.open(`goal/index?id=${goal[0]!.id}`);
      await page.getByText("周燕 通过").waitFor();

      const report = async (digits: string) => {
        await phone.open(`report/index?keyResult=${goal[0]!.keyResults[0]!.id}`);
        for (const digit of digits) await page.getByRole("button", { name: digit, exact: true }).click();
        await page.getByText("报上去").dblclick();
        await page.getByText("已送达").first().waitFor();
      };
      await report("120");
      await demo.control("clock", { to: "nine" });
      await demo.sees("zhangsan", "昨天");
      await report("300");
      await demo.sees("zhangsan", "勋章");
      await phone.open("awards/index");
      await page.getByText("老客订单").first().waitFor();
      expect(phone.complaints).toEqual([]);
      await phone.close();
    }, 90_000);
  });

  it("has the pages that were built", () => {
    expect(existsSync("miniprogram/dist/h5/index.html")).toBe(true);
  });
});

interface Goals {
  goals: { id: string; title: string; keyResults: { id: string }[] }[];
}

import { addDays } from "../../domain/calendar";
import { newId } from "../../domain/newId";
import { MetricValue } from "../../entities";
import { describeBrowser } from "../browser";
import { describeEngines } from "../engines";
import { type Phone, PhoneDemo } from "./PhoneDemo";

describeBrowser("What is given by itself", () => {
  describeEngines("a rule", (engine) => {
    let demo: PhoneDemo;
    beforeAll(async () => {
      demo = await PhoneDemo.start(engine);
    }, 60_000);
    afterAll(() => demo?.stop());

    /** Imported for one person, the last of them today's. */
    async function importFigures({ id: subjectId }: { id: string }, today: string, percents: readonly number[]) {
      const phone = await demo.phoneOf("hemei");
      type Choices = { metrics: { id: string; name: string }[] };
      const { metrics } = await phone.get<Choices>("/rules/choices");
      await phone.close();
      const metricId = metrics.find(({ name }) => name === "转化率")!.id;
      const rows = percents.map((percent, index) => ({
        ...{ id: newId(new Date(), index), metricId, subjectKind: "employee" as const, subjectId },
        day: addDays(today, index - percents.length + 1),
        ...{ value: percent * 10_000, source: "导入", version: 1, importedAt: new Date() },
      }));
      await demo.db.transaction((db) => db.insert(MetricValue, rows));
    }

    async function fillForm({ page }: Phone) {
      const inSheet = page.locator(".sheet");
      await page.getByText("连续达标").click();
      await page.getByLabel(/^看哪个指标/).click();
      await inSheet.getByText("转化率").click();
      await page.getByLabel("连续多少天").fill("3");
      await page.getByLabel("每天不低于（%）").fill("3");
      await page.getByLabel(/^勋章：/).click();
      await inSheet.getByText("连续达标").click();
      await page.getByLabel(/^每次的红包/).fill("20");
      await page.getByLabel("叫什么").fill("转化稳定奖");
    }

    it("is written by HR, looked at before, agreed to by finance, and gives the next morning", async () => {
      const hr = await demo.phoneOf("hemei");
      const { day } = await hr.get<{ day: string }>("/me/today");
      const staff = await demo.person("zhangsan");
      // Three days in a row a week ago, and again the last three.
      await importFigures(staff, day, [3.1, 3.2, 3.3, 2.9, 2.8, 3.4, 3.2, 3.1]);
      const { page } = hr;
      await hr.open("rules/index?write=1");
      await fillForm(hr);
      await page.getByText("连续 3 天 转化率 ≥ 3% 的人，得“连续达标”勋章和 20 元红包").waitFor();
      const look = page.getByRole("button", { name: "看看过去 90 天会怎样" });
      await look.click();
      // Today is not over.
      await page.getByText("会给 1 人 1 次：1 枚勋章、20 元").waitFor();
      await page.getByLabel("每次的红包").fill("30");
      await page.getByText("规则改过了").waitFor();
      await look.click();
      await page.getByText("会给 1 人 1 次：1 枚勋章、30 元").waitFor();
      // Twice in a row is once, and what was looked at need not be looked at again.
      await page.getByText("存为草稿").dblclick();
      await page.getByText("○ 草稿").waitFor();
      await page.getByText("提交审批").dblclick();
      await page.getByText("▲ 待审批").waitFor();
      const { rules } = await hr.get<{ rules: { id: string; name: string }[] }>("/rules");
      expect(rules.map(({ name }) => name)).toEqual(["转化稳定奖"]);
      expect(page.url()).toContain(`id=${rules[0]!.id}`);

      const asked = await demo.sees("songjia", "提交了自动奖励“转化稳定奖”");
      expect(asked.text).toContain(`rules/index?id=${rules[0]!.id}`);
      const finance = await demo.phoneOf("songjia");
      await finance.open(`rules/index?id=${rules[0]!.id}`);
      await finance.page.getByText("1,500 元").waitFor();
      await finance.page.getByRole("button", { name: "同意" }).dblclick();
      await finance.page.getByText("● 运行中").waitFor();

      await demo.control("clock", { to: "day" });
      await demo.control("clock", { to: "nine" });
      await demo.sees("zhangsan", "你获得勋章“连续达标”");
      await finance.open("rules/index");
      await finance.page.getByText("已给出 1 次").waitFor();
      expect([...hr.complaints, ...finance.complaints]).toEqual([]);
      await Promise.all([hr.close(), finance.close()]);
    }, 120_000);
  });
});

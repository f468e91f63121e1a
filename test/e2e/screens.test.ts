import { describeBrowser } from "../browser";
import { describeEngines } from "../engines";
import { type Phone, PhoneDemo } from "./PhoneDemo";
import { findPaths, keeperPages, pages } from "./pages";

const people = { staff: "zhangsan", manager: "zhouyan", hr: "hemei" } as const;

describeBrowser("Every screen", () => {
  describeEngines("on the phone", (engine) => {
    let demo: PhoneDemo;
    let pathOf: (page: string) => string;
    beforeAll(async () => {
      demo = await PhoneDemo.start(engine);
      pathOf = await findPaths(demo, people.staff);
    }, 120_000);
    afterAll(() => demo?.stop());

    describe.each(Object.entries(people))("as %s", (_, userId) => {
      let phone: Phone;
      beforeAll(async () => {
        phone = await demo.phoneOf(userId);
      });
      afterAll(() => phone?.close());

      it.each(Object.entries(pages))(
        "shows %s with one call at most, and complains of nothing",
        async (page, words) => {
          await phone.open(pathOf(page));
          expect(await phone.page.locator("body").innerText()).toMatch(words);
          expect(phone.calls.length).toBeLessThanOrEqual(1);
          expect(phone.complaints).toEqual([]);
        },
      );
    });

    it.each(Object.entries(keeperPages))("shows %s to whose it is with one call", async (page, [userId, words]) => {
      const phone = await demo.phoneOf(userId);
      await phone.open(pathOf(page));
      expect(await phone.page.locator("body").innerText()).toMatch(words);
      expect(phone.calls).toHaveLength(1);
      expect(phone.complaints).toEqual([]);
      await phone.close();
    });

    it("shows everybody's goals when asked for them, and mine again", async () => {
      const phone = await demo.phoneOf("zhangsan");
      await phone.open("goals/index");
      await phone.page.getByText("全公司").click();
      await phone.page.getByText("陈志远").first().waitFor();
      await phone.page.getByText("我的", { exact: true }).first().click();
      await phone.page.getByText("转化率").first().waitFor();
      await phone.close();
    });
  });
});

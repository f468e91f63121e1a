import { Award } from "../../entities";
import { describeBrowser } from "../browser";
import { PhoneDemo } from "./PhoneDemo";

describeBrowser("Badges and honours", () => {
  let demo: PhoneDemo;
  beforeAll(async () => {
    demo = await PhoneDemo.start("sqlite");
  }, 60_000);
  afterAll(() => demo?.stop());

  it("go from a manager's thumb onto the wall and into the chat once, and can be taken back there", async () => {
    const phone = await demo.phoneOf("zhouyan");
    const { page } = phone;
    await phone.open("awards/index");
    await page.getByText("授勋", { exact: true }).click();
    await page.getByLabel("名字").fill("张");
    await page.locator(".picker").getByText("张三").click();
    await page.getByText("团队协作").first().click();
    await page.getByLabel("为什么授予").fill("主动替同事补了两天班");
    await page.getByText("附上数据（可不选）").click();
    await page.locator(".sheet").getByText("转化率").click();
    await page.getByRole("button", { name: "诚信" }).click();
    // Twice in a row is once.
    await page.getByText("授予", { exact: true }).dblclick();
    const card = page.locator(".card", { hasText: "主动替同事补了两天班" });
    await card.getByText("获得「团队协作」勋章").waitFor();
    expect((await card.innerText()).replace(/\s+/g, " ")).toMatch(/^张三 .*转化率.* 周燕 · .* · 诚信/);
    expect(await demo.db.read.countBy(Award, { reason: "主动替同事补了两天班" })).toBe(1);
    await demo.sees("zhangsan", "周燕 授予你勋章“团队协作”");

    await card.getByText("撤回", { exact: true }).click();
    await page.locator(".taro-model__confirm").click();
    await page.locator(".card", { hasText: "获得「团队协作」勋章" }).getByText("已撤回").waitFor();
    expect(await page.locator("body").innerText()).not.toContain("主动替同事补了两天班");
    await demo.sees("zhangsan", "撤回了授予你的勋章");
    expect(phone.complaints).toEqual([]);
    await phone.close();
  }, 90_000);

  it("are given to a team from its manager's phone, with a certificate for each", async () => {
    const phone = await demo.phoneOf("zhouyan");
    const { page } = phone;
    await phone.open("honour/index");
    await page.getByText("一个团队").click();
    await page.getByText("运营一组", { exact: true }).click();
    await page.getByText("4 人会收到，每人一份").waitFor();
    await page.getByText("荣誉证书", { exact: true }).click();
    await page.getByLabel("荣誉名称").fill("会员日先锋");
    await page.getByLabel("为什么授予").fill("会员日一起清完了积压");
    await page.getByText("授予", { exact: true }).click();
    // A link was the start: there is nothing to go back to but the wall.
    await page.locator(".card", { hasText: "会员日一起清完了积压" }).getByText("运营一组 4 人").waitFor();
    const awards = await demo.db.read.findBy(Award, { title: "会员日先锋" });
    expect(awards.map(({ certificateNo }) => certificateNo !== null)).toEqual([true, true, true, true]);
    await phone.close();
  }, 90_000);

  it("are looked after by HR: a badge is drawn anew and put out of use and into it, values are written", async () => {
    const hr = await demo.phoneOf("hemei");
    const { page } = hr;
    await hr.open("me/index");
    await page.getByText("勋章与价值观").click();
    await page.getByText("金点子").click();
    await page.getByLabel("名称").fill("好点子");
    await page.getByLabel("颜色：紫").click();
    await page.getByText("保存", { exact: true }).click();
    const staff = await demo.phoneOf("zhangsan");
    await page.getByText("好点子").waitFor();
    await staff.open("badges/index");
    await staff.page.getByText("好点子").waitFor();
    expect(await staff.page.getByText("加一枚勋章").count()).toBe(0);

    await page.getByText("好点子").click();
    await page.getByText("停用", { exact: true }).click();
    await page.locator(".taro-model__confirm").click();
    await page.locator(".badges__past").getByText("好点子").waitFor();
    await staff.open("badges/index");
    expect(await staff.page.getByText("好点子").count()).toBe(0);
    await page.locator(".badges__past").getByText("好点子").click();
    await page.getByText("重新启用", { exact: true }).click();
    await page.locator(".badges__past").waitFor({ state: "detached" });

    await page.getByText("价值观", { exact: true }).click();
    await page.getByLabel("第 1 条", { exact: true }).fill("顾客至上");
    await page.getByText("保存", { exact: true }).click();
    await page.getByText("已保存").waitFor();
    const manager = await demo.phoneOf("zhouyan");
    await manager.open(`honour/index?person=${(await demo.person("zhangsan")).id}&name=张三`);
    await manager.page.getByText("顾客至上", { exact: true }).waitFor();
    expect([...hr.complaints, ...staff.complaints, ...manager.complaints]).toEqual([]);
    await Promise.all([hr.close(), staff.close(), manager.close()]);
  }, 90_000);
});

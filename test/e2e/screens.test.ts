import { readFileSync } from "node:fs";
import { describeBrowser } from "../browser";
import { type Phone, PhoneDemo } from "./PhoneDemo";

const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const people = { staff: "zhangsan", manager: "zhouyan", hr: "hemei" } as const;

/** Every page, and what it says to whoever is allowed to see it. */
const pages: Record<string, RegExp> = {
  "today/index": /报进度|新目标/,
  "goals/index": /新目标/,
  "goal/index?id={goal}": /这个目标|权重/,
  "report/index?keyResult={keyResult}": /报上去|没有|代报/,
  "propose/index": /提交审批/,
  "approvals/index": /审批/,
  "team/index": /团队|下属/,
  "person/index?id={person}": /张三/,
  "awards/index": /荣誉墙/,
  "search/index": /搜索/,
  "settings/index": /早上提醒/,
  "me/index": /退出/,
};

describeBrowser("Every screen", () => {
  let demo: PhoneDemo;
  let ids: Record<"goal" | "keyResult" | "person", string>;

  beforeAll(async () => {
    demo = await PhoneDemo.start("sqlite");
    const phone = await demo.phoneOf("zhangsan");
    type Goals = { goals: { id: string; owner: { id: string }; keyResults: { id: string }[] }[] };
    const { goals } = await phone.get<Goals>("/goals?owner=me");
    ids = { goal: goals[0]!.id, keyResult: goals[0]!.keyResults[0]!.id, person: goals[0]!.owner.id };
    await phone.close();
  }, 60_000);
  afterAll(() => demo.stop());

  const pathOf = (page: string) => page.replace(/\{(\w+)\}/g, (_, name: keyof typeof ids) => ids[name]);

  describe.each(Object.entries(people))("as %s", (_, userId) => {
    let phone: Phone;
    beforeAll(async () => {
      phone = await demo.phoneOf(userId);
    });
    afterAll(() => phone.close());

    it.each(Object.entries(pages))("shows %s with one call at most, and complains of nothing", async (page, words) => {
      await phone.open(pathOf(page));
      expect(await phone.page.locator("body").innerText()).toMatch(words);
      expect(phone.calls.length).toBeLessThanOrEqual(1);
      expect(phone.complaints).toEqual([]);
    });
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

  describe.each([
    [320, 1.3, "light"],
    [375, 1, "dark"],
    [1280, 1, "light"],
  ] as const)("at %d px, letters × %d, %s", (width, textScale, scheme) => {
    let phone: Phone;
    beforeAll(async () => {
      phone = await demo.phoneOf("zhouyan", { width, textScale, scheme });
    });
    afterAll(() => phone.close());

    it.each(Object.keys(pages))("%s cuts no text, has no serious fault for those who cannot see it", async (page) => {
      await phone.open(pathOf(page));
      await phone.page.waitForTimeout(300);
      expect(await phone.page.evaluate(cutTexts)).toEqual([]);
      await phone.page.evaluate(axe);
      expect(await phone.page.evaluate(seriousFaults)).toEqual([]);
    });
  });
});

/** Texts that stick out of the screen, or are hidden by their own box and not by an ellipsis. */
const cutTexts = `[...document.querySelectorAll(".page *")].flatMap((node) => {
  const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim() !== "");
  if (!own || node.closest("input, textarea")) return [];
  const box = node.getBoundingClientRect();
  if (box.width === 0) return [];
  const style = getComputedStyle(node);
  const hidden = style.overflow === "hidden" && style.textOverflow !== "ellipsis" && node.scrollWidth > node.clientWidth + 1;
  return box.right > innerWidth + 1 || box.left < -1 || hidden ? [node.textContent.trim()] : [];
})`;

const seriousFaults = `axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) =>
  violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => id + ": " + nodes.slice(0, 3).map(({ target, html }) => target + " " + html.slice(0, 120)).join(" | ")))`;

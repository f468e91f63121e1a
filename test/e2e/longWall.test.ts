import { newId } from "../../domain/newId";
import { Award } from "../../entities";
import { describeBrowser } from "../browser";
import { PhoneDemo } from "./PhoneDemo";

const many = 150;
/** Blocks of ten near the screen: it, one screen above and one below. */
const mostDrawn = 60;

interface Way {
  seen: string[];
  most: number;
}

/** Pulls the wall by half a screen at a time until there is no more, or back to its head. */
const scroll = (way: 1 | -1) => `(async () => {
  const box = document.querySelector(".taro_page_show");
  const frames = async () => { for (let count = 0; count < 4; count++) await new Promise(requestAnimationFrame); };
  const isThere = () => ${way} > 0 ? document.querySelector(".awards__done") && box.scrollTop + box.clientHeight >= box.scrollHeight - 2 : box.scrollTop === 0;
  const seen = new Set();
  let most = 0;
  while (!isThere()) {
    box.scrollTop += ${way} * innerHeight / 2;
    await frames();
    const drawn = [...document.querySelectorAll(".honour__why")].map((node) => node.textContent);
    for (const one of drawn) seen.add(one);
    most = Math.max(most, drawn.length);
  }
  return { seen: [...seen], most };
})()`;

describeBrowser(`A wall of ${many} pieces of praise`, () => {
  let demo: PhoneDemo;
  beforeAll(async () => {
    demo = await PhoneDemo.start("sqlite");
    const [receiver, giver] = [await demo.person("zhangsan"), await demo.person("zhouyan")];
    const awardedAt = new Date("2020-01-01T00:00:00Z");
    await demo.db.transaction(async (db) => {
      for (let index = 0; index < many; index++)
        await db.insert(Award, {
          id: newId(awardedAt, index),
          kind: "praise",
          employeeId: receiver.id,
          givenById: giver.id,
          reason: `第 ${index + 1} 次：${"大促那晚一直在改页面".repeat(index % 4)}`,
          awardedAt,
        });
    });
  }, 60_000);
  afterAll(() => demo?.stop());

  it("shows each on the way to the end and back, and keeps only what is near", async () => {
    const phone = await demo.phoneOf("zhangsan");
    const { page } = phone;
    await phone.open("awards/index");
    await page.locator(".honour").first().waitFor();
    const head = await page.locator(".honour").first().innerText();
    for (const way of [1, -1] as const) {
      const { seen, most } = await page.evaluate<Way>(scroll(way));
      const missed = Array.from({ length: many }, (_, index) => `第 ${index + 1} 次：`).filter(
        (start) => !seen.some((one) => one.startsWith(start)),
      );
      expect(missed).toEqual([]);
      expect(most).toBeLessThan(mostDrawn);
    }
    expect(await page.locator(".honour").first().innerText()).toBe(head);
    expect(phone.complaints).toEqual([]);
    await phone.close();
  }, 60_000);
});

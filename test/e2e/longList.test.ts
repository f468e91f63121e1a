import { insertMany } from "../../domain/insertMany";
import { newId } from "../../domain/newId";
import { KeyResult, Objective } from "../../entities";
import { describeBrowser } from "../browser";
import { PhoneDemo } from "./PhoneDemo";

const many = 500;
/** Of all rows only those near the screen may exist. */
const mostDrawn = 60;

interface Goals {
  goals: { id: string; title: string }[];
}

interface Way {
  /** Titles of all rows that were drawn. */
  seen: string[];
  /** Rows drawn at once. */
  most: number;
}

/** Pulls the list up by less than a screen at a time, as soon as there is a row in its middle, until a title is there. */
const scrollTo = (title: string) => `(async () => {
  const box = document.querySelector(".taro_page_show");
  const rowInTheMiddle = () => document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest(".goals__line");
  const frame = () => new Promise(requestAnimationFrame);
  const seen = new Set();
  let most = 0;
  for (;;) {
    while (!rowInTheMiddle()) await frame();
    const drawn = [...document.querySelectorAll(".goals__line .goals__title")].map((node) => node.textContent);
    for (const one of drawn) seen.add(one);
    most = Math.max(most, drawn.length);
    if (seen.has(${JSON.stringify(title)})) return { seen: [...seen], most };
    const { scrollTop } = box;
    box.scrollTop += innerHeight / 2;
    // At the end of what is loaded: until there is more.
    do await frame(); while (box.scrollTop === scrollTop && (box.scrollTop += innerHeight / 2) === scrollTop);
  }
})()`;

describeBrowser(`A list of ${many} goals`, () => {
  let demo: PhoneDemo;
  beforeAll(async () => {
    demo = await PhoneDemo.start("sqlite");
    await seed();
  }, 60_000);
  afterAll(() => demo?.stop());

  /** Like one that is there, and older than all: they come last. */
  async function seed() {
    const keyResult = await demo.db.read.findOneByOrFail(KeyResult, { unit: "%" });
    const objective = await demo.db.read.findOneByOrFail(Objective, { id: keyResult.objectiveId });
    const now = new Date("2020-01-01T00:00:00Z");
    const objectives = Array.from({ length: many }, (_, index) => ({
      ...objective,
      id: newId(now, index),
      title: `第 ${index + 1} 个目标`,
    }));
    const keyResults = objectives.map(({ id: objectiveId }, index) => ({
      ...keyResult,
      id: newId(now, many + index),
      objectiveId,
    }));
    await demo.db.transaction(async (db) => {
      await insertMany(db, Objective, objectives as Objective[]);
      await insertMany(db, KeyResult, keyResults as KeyResult[]);
    });
  }

  it("shows each once on the way to its end, and opens the last", async () => {
    const phone = await demo.phoneOf("zhangsan");
    const { page } = phone;
    const first = await phone.get<Goals>("/goals?status=active&limit=500");
    const second = await phone.get<Goals>(`/goals?status=active&limit=500&after=${first.goals.at(-1)!.id}`);
    const titles = [...first.goals, ...second.goals].map(({ title }) => title);
    expect(titles.length).toBeGreaterThan(many);

    await phone.open("goals/index");
    await page.getByText("全公司").click();
    await page.locator(".goals__line").first().waitFor();
    const last = titles.at(-1)!;
    const { seen, most } = await page.evaluate<Way>(scrollTo(last));
    expect(titles.filter((title) => !seen.includes(title))).toEqual([]);
    expect(most).toBeLessThan(mostDrawn);
    expect(phone.count("GET /api/v1/goals")).toBeLessThan(titles.length / 20);

    await page.locator(".goals__line", { hasText: last }).click();
    await page.waitForURL(/goal\/index/);
    await page.getByText(last).last().waitFor();
    expect(phone.complaints).toEqual([]);
    await phone.close();
  }, 60_000);
});

import { readFileSync } from "node:fs";
import { describeBrowser } from "../browser";
import { type Phone, PhoneDemo } from "./PhoneDemo";
import { findPaths, keeperPages, pages } from "./pages";

const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

describeBrowser("How every screen looks", () => {
  let demo: PhoneDemo;
  let pathOf: (page: string) => string;
  beforeAll(async () => {
    demo = await PhoneDemo.start("sqlite");
    pathOf = await findPaths(demo, "zhangsan");
  }, 120_000);
  afterAll(() => demo?.stop());

  describe.each([
    [320, 1.3, "light"],
    [375, 1, "dark"],
    [1280, 1, "light"],
  ] as const)("at %d px, letters × %d, %s", (width, textScale, scheme) => {
    const phones = new Map<string, Phone>();
    afterAll(() => Promise.all([...phones.values()].map((phone) => phone.close())));

    const all = [
      ...Object.keys(pages).map((page) => [page, "zhouyan"] as const),
      ...Object.entries(keeperPages).map(([page, [userId]]) => [page, userId] as const),
    ];
    it.each(all)("%s of %s cuts no text, has no serious fault for those who cannot see it", async (page, userId) => {
      const phone = phones.get(userId) ?? (await demo.phoneOf(userId, { width, textScale, scheme }));
      phones.set(userId, phone);
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

import { isoWeekday } from "../../domain/calendar";
import { Award, Employee } from "../../entities";
import { describeBrowser } from "../browser";
import { PhoneDemo } from "./PhoneDemo";

interface VoteCard {
  button_list: { text: string; key: string }[];
  button_selection: { option_list: { id: string; text: string }[]; selected_id?: string };
}

describeBrowser("An election", () => {
  it("runs by the demo's clock from HR's phone through everybody's chat onto the wall of honour", async () => {
    const demo = await PhoneDemo.start("sqlite");
    try {
      const hr = await demo.phoneOf("hemei");
      const { day } = await hr.get<{ day: string }>("/me/today");
      type Days = { nominateUntil: string; voteUntil: string };
      type Elections = { departments: { id: string; name: string }[]; usualDays: Days };
      const { departments, usualDays } = await hr.get<Elections>("/elections");
      const departmentId = departments.find(({ name }) => name === "运营一组")!.id;
      await hr.post("/elections", { month: day.slice(0, 7), departmentId, seats: 1, ...usualDays });
      const today = async () => (await hr.get<{ day: string }>("/me/today")).day;
      // On Saturdays and Sundays nobody is told of it.
      const isStill = (on: string, last: string) => on <= last || isoWeekday(on) > 5;
      const passNineAfter = async (last: string) => {
        while (isStill(await today(), last)) await demo.control("clock", { to: "day" });
        await demo.control("clock", { to: "nine" });
      };
      await demo.sees("zhangsan", "开始提名");

      const members = await demo.db.read.findBy(Employee, { departmentId });
      const nominee = members.find(({ wecomUserId }) => wecomUserId !== "zhangsan")!;
      await demo.control("say", { userId: "zhangsan", text: `提名 @${nominee.name} 带出两个新人` });
      await demo.sees("zhangsan", `已提名 ${nominee.name}`);

      // Votes begin at midnight; nobody is woken for them.
      await passNineAfter(usualDays.nominateUntil);
      const { id: messageId, content } = await demo.sees("zhangsan", "优秀员工投票");
      const card = content as unknown as VoteCard;
      expect(card.button_selection.option_list).toEqual([{ id: nominee.id, text: nominee.name }]);
      const [button] = card.button_list;
      const choices = { nominee: [nominee.id] };
      await demo.control("press", { userId: "zhangsan", messageId, key: button!.key, choices });
      expect((await demo.sees("zhangsan", `你投给了 ${nominee.name}`)).text).toContain("改投");

      await passNineAfter(usualDays.voteUntil);
      await demo.sees("hemei", `当选 ${nominee.name}（1 票）`);
      // The demo has others, who may be the same person for another month.
      const where = { kind: "honour" as const, employeeId: nominee.id };
      const [award] = await demo.db.read.find(Award, { where, order: { id: "DESC" } });
      expect(award).toMatchObject({ figure: "1 票" });
      await hr.open("awards/index");
      await hr.page.getByText(award!.title!).first().waitFor();
    } finally {
      await demo.stop();
    }
  }, 90_000);
});

import { Employee } from "../../entities";
import { type Admin, Refusal } from "./Admin";

/** The one person meant by a user id, our own id, or a name; `anyone` counts people who left as well. */
export async function findPersonBy({ app }: Admin, text: string, { anyone = false } = {}): Promise<Employee> {
  const people = await app.db.read
    .createQueryBuilder(Employee, "e")
    .where("(e.id = :text OR e.name = :text OR LOWER(e.wecomUserId) = LOWER(:text))", { text })
    .andWhere(anyone ? "1 = 1" : "e.status = 'active'")
    .orderBy("e.id")
    .getMany();
  const exact = people.filter(
    ({ id, wecomUserId }) => id === text || wecomUserId?.toLowerCase() === text.toLowerCase(),
  );
  const [person, another] = exact.length > 0 ? exact : people;
  if (!person) throw new Refusal(`没有找到“${text}”。可以填账号、姓名或编号；先运行 people list 看看。`);
  if (another) throw new Refusal(`有几个人叫“${text}”，请改填编号：${people.map(({ id }) => id).join("、")}`);
  return person;
}

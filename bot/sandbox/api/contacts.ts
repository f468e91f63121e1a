import { randomBytes } from "node:crypto";
import { ApiError } from "../ApiError";
import type { SandboxPerson } from "../company";
import type { Api } from "./Api";
import { demand, listOf, textOf } from "./fields";

/** Everybody of the demo has bound WeChat. */
export const openidOfPerson = (userId: string) => `oSandbox-${userId}`;

/**
 * Departments, people and sign-in. Like an app made after June 2022 it gives no names of people
 * (wecom.md §6.1): those come with HR's import.
 */
export const contactApis: Record<string, Api> = {
  "department/list": ({ state }) => ({
    department: state.company.departments.map(({ id, name, parentId, leader }) => ({
      id,
      name,
      parentid: parentId,
      department_leader: [leader],
    })),
  }),
  "user/list": ({ state, query }) => ({
    userlist: state.people
      .filter(({ departmentId }) => String(departmentId) === query.get("department_id"))
      .map(personFields),
  }),
  "user/get": ({ state, query }) => {
    const person = state.person(query.get("userid") ?? "");
    if (!person) throw new ApiError(60111, "userid not found");
    return personFields(person);
  },
  "user/convert_to_openid": ({ state, body }) => {
    const person = state.person(textOf(body.userid));
    if (!person) throw new ApiError(60111, "userid not found");
    return { openid: openidOfPerson(person.userId) };
  },
  "agent/get": ({ state }) => ({ agentid: state.keys.agentId, name: "达标", allow_userinfos: { user: [] } }),
  "menu/create": ({ state, body }) => {
    const buttons = listOf(body.button);
    demand(buttons.length >= 1 && buttons.length <= 3, 40058, "button");
    demand(
      buttons.every(({ sub_button }) => listOf(sub_button).length <= 5),
      40058,
      "sub_button",
    );
    demand(
      buttons.every(({ name }) => textOf(name) !== ""),
      40058,
      "name",
    );
    state.menu = buttons;
    state.changed();
    return {};
  },
  getcallbackip: () => ({ ip_list: ["127.0.0.1"] }),
  "auth/getuserinfo": ({ state, query }) => ({ userid: takeLogin(state.loginCodes, query.get("code")) }),
  "miniprogram/jscode2session": ({ state, query }) => ({
    corpid: state.keys.corpId,
    userid: takeLogin(state.loginCodes, query.get("js_code")),
    session_key: randomBytes(16).toString("base64"),
  }),
};

function takeLogin(codes: Map<string, string>, code: string | null): string {
  const userId = codes.get(code ?? "");
  if (!userId) throw new ApiError(40029, "invalid code");
  codes.delete(code ?? "");
  return userId;
}

const personFields = ({ userId, departmentId, position, leader }: SandboxPerson) => ({
  userid: userId,
  name: userId,
  department: [departmentId],
  main_department: departmentId,
  position,
  direct_leader: leader ? [leader] : [],
  is_leader_in_dept: [0],
  status: 1,
});

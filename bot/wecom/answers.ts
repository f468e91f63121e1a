import { z } from "zod";

// What WeCom's API answers, as far as we read it (docs 90236, 90200–90208, 91023, 91507; wecom.md §3.5, §6).

export const Answer = z.looseObject({ errcode: z.number().int() });
export const TokenAnswer = z.object({
  access_token: z.string().min(1).max(512),
  expires_in: z.number().int().positive(),
});

/** WeCom joins ids with `|` here and lists them there. */
const Ids = z
  .union([z.string(), z.array(z.string())])
  .default("")
  .transform((ids) => (typeof ids === "string" ? ids.split("|") : ids).filter((id) => id !== ""));

export const SendAnswer = z.object({
  invaliduser: Ids,
  unlicenseduser: Ids,
  msgid: z.string().default(""),
  response_code: z.string().default(""),
});
export const UserInfo = z.looseObject({ userid: z.string().optional(), UserId: z.string().optional() });
export const Session = z.object({ corpid: z.string(), userid: z.string() });
export const Departments = z.object({
  department: z.array(
    z.object({
      id: z.number().int(),
      name: z.string().optional(),
      parentid: z.number().int().default(0),
      department_leader: z.array(z.string()).default([]),
    }),
  ),
});
export const Person = z.object({
  userid: z.string().min(1),
  name: z.string().optional(),
  department: z.array(z.number().int()).default([]),
  main_department: z.number().int().optional(),
  position: z.string().optional(),
  direct_leader: z.array(z.string()).default([]),
  status: z.number().int().default(1),
});
export const OpenidAnswer = z.object({ openid: z.string().min(1).max(64) });
export const MemberIds = z.object({
  dept_user: z.array(z.object({ userid: z.string().min(1), department: z.number().int() })).default([]),
  next_cursor: z.string().default(""),
});
const Appchat = z.object({
  name: z.string().default(""),
  owner: z.string().default(""),
  userlist: z.array(z.string()).default([]),
});
export const UpdateAnswer = z.object({ invaliduser: Ids });
export const CreatedAppchat = z.object({ chatid: z.string() });
export const AppchatAnswer = z.object({ chat_info: Appchat });
export const People = z.object({ userlist: z.array(Person) });
export type WecomPerson = z.infer<typeof Person>;

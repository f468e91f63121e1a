import { z } from "zod";
import { Day, Goal, GoalStatus, Id, Person } from "./goals";
import { Recognition } from "./today";

export const Colleague = Person.extend({ department: z.string().nullable(), position: z.string().nullable() });

export const FindPeople = z.object({ query: z.object({ query: z.string().trim().min(1).max(64) }) });
export const FoundPeople = z.object({ people: z.array(Colleague) });

/** One word finds people by name and goals by title. */
export const Search = z.object({
  people: z.array(Colleague),
  goals: z.array(
    z.object({ id: Id, title: z.string(), status: GoalStatus, owner: Person, progress: z.string().nullable() }),
  ),
});

/** A colleague as everybody may see them. */
export const PersonPage = Colleague.extend({
  manager: Person.nullable(),
  progress: z.string().nullable(),
  isSilent: z.boolean(),
  goals: z.array(Goal),
  recognitions: z.array(Recognition),
  abilities: z.object({ praise: z.boolean(), giveAward: z.boolean(), givePacket: z.boolean() }),
});

/** Somebody who decides in another's place on the days named, both included. */
export const Deputy = z.object({ id: Id, person: Person, startsOn: Day, endsOn: Day });

export const Me = Colleague.extend({
  roles: z.array(z.enum(["hr", "executive", "finance", "operator"])),
  manager: Person.nullable(),
  isManager: z.boolean(),
  /** Working hours as HR wrote them; empty for the company's own. */
  shift: z.string(),
  isWechatBound: z.boolean(),
  /** Who decides for me, now and later. */
  deputies: z.array(Deputy),
  /** For whom I decide, now and later. */
  standsInFor: z.array(Deputy),
});

export const NameDeputy = z.object({ body: z.strictObject({ deputyId: Id, startsOn: Day, endsOn: Day }) });

const Time = z.string().regex(/^([01]\d|2[0-3]):(00|30)$/, "整点或半点，例如 09:00");

/** Reminders one may mute or move. Approvals, recognition and answers always come. */
export const NoticeSettings = z.object({
  morning: z.object({ isOn: z.boolean(), time: Time }),
  evening: z.object({ isOn: z.boolean(), time: Time }),
  alerts: z.object({ isOn: z.boolean() }),
  /** What may be chosen. */
  times: z.object({ morning: z.array(Time), evening: z.array(Time) }),
});

export const ChangeNoticeSettings = z.object({
  body: z.strictObject({
    morning: z.strictObject({ isOn: z.boolean(), time: Time }).optional(),
    evening: z.strictObject({ isOn: z.boolean(), time: Time }).optional(),
    alerts: z.strictObject({ isOn: z.boolean() }).optional(),
  }),
});

import fc from "fast-check";
import { addDays, businessDayOf, eachDay, instantAt } from "../../domain/calendar";
import { nextLoudInstant, officeShift, parseShift, type Schedule, workDaysBetween, worksOn } from "../../domain/shift";

const zone = "Asia/Shanghai";
const at = (text: string) => new Date(`${text}+08:00`);
const schedule = (shift: string, leaves: Schedule["leaves"] = []): Schedule => ({
  shift: parseShift(shift)!,
  overrides: new Map(),
  leaves,
});
const office: Schedule = { shift: officeShift, overrides: new Map(), leaves: [] };
const shifts = ["", "08:00-17:00 周一-周六", "14:00-23:00 休周三", "22:00-06:00 休周三周四", "09:00-21:00 休周日"];

describe("Shifts", () => {
  it.each([
    ["09:00-18:00", { start: "09:00", end: "18:00", restWeekdays: null }],
    ["9：00 至 18：00", { start: "09:00", end: "18:00", restWeekdays: null }],
    ["09:00-18:00 周一-周五", { start: "09:00", end: "18:00", restWeekdays: [6, 7] }],
    ["22:00-06:00 休周三周四", { start: "22:00", end: "06:00", restWeekdays: [3, 4] }],
    ["10:00~19:00 周六至周二", { start: "10:00", end: "19:00", restWeekdays: [3, 4, 5] }],
    ["08:00-17:00 休周天", { start: "08:00", end: "17:00", restWeekdays: [7] }],
    ["", officeShift],
  ])("reads %j", (text, shift) => {
    expect(parseShift(text)).toEqual(shift);
  });

  it.each(["早班", "9-18", "25:00-06:00", "09:00-09:00", "09:00-18:00 周末", "09:00-18:00 休周一二三四五六日"])(
    "refuses %j",
    (text) => {
      expect(parseShift(text)).toBeUndefined();
    },
  );

  it("counts a person's own working days: holidays, adjusted weekends, rest days, leave", () => {
    expect(workDaysBetween(office, "2026-10-01", "2026-10-10")).toBe(3);
    expect(workDaysBetween(schedule("08:00-17:00 周一-周六"), "2026-10-01", "2026-10-10")).toBe(9);
    const away = schedule("", [{ startsOn: "2026-11-24", endsOn: "2026-11-25" }]);
    expect(workDaysBetween(away, "2026-11-23", "2026-11-27")).toBe(3);
  });

  it("counts without walking what walking day by day counts", () => {
    const days = fc.integer({ min: 0, max: 1500 }).map((index) => addDays("2024-06-01", index));
    const leave = fc.tuple(days, fc.integer({ min: 0, max: 20 })).map(([startsOn, length]) => ({
      startsOn,
      endsOn: addDays(startsOn, length),
    }));
    const overrides = fc.uniqueArray(fc.tuple(days, fc.constantFrom("work" as const, "rest" as const)), {
      selector: ([day]) => day,
      maxLength: 20,
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...shifts),
        fc.array(leave, { maxLength: 4 }),
        overrides,
        days,
        fc.integer({ min: -2, max: 800 }),
        (shift, leaves, words, from, length) => {
          const own = { ...schedule(shift, leaves), overrides: new Map(words) };
          const to = addDays(from, length);
          const walked = eachDay(from, to).filter((day) => worksOn(own, day)).length;
          expect(workDaysBetween(own, from, to)).toBe(walked);
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each([
    ["an office worker at night", "", "2026-11-24T22:00:00", "2026-11-25T08:30:00"],
    ["an office worker before the day begins", "", "2026-11-24T06:00:00", "2026-11-24T08:30:00"],
    ["an office worker at noon", "", "2026-11-24T12:00:00", "2026-11-24T12:00:00"],
    ["an office worker at nine in the evening", "", "2026-11-24T21:00:00", "2026-11-25T08:30:00"],
    ["an office worker on Saturday", "", "2026-11-21T12:00:00", "2026-11-23T08:30:00"],
    ["an office worker over the National Day", "", "2026-09-30T21:30:00", "2026-10-08T08:30:00"],
    ["a night worker before the shift", "22:00-06:00", "2026-11-24T12:00:00", "2026-11-24T21:30:00"],
    ["a night worker during the shift", "22:00-06:00", "2026-11-24T02:00:00", "2026-11-24T02:00:00"],
    ["a night worker three hours after the shift", "22:00-06:00", "2026-11-24T09:00:00", "2026-11-24T21:30:00"],
  ])("finds when to speak to %s", (_, shift, now, expected) => {
    const instant = at(now);
    expect(nextLoudInstant(schedule(shift), instant, businessDayOf(instant, zone), zone)).toEqual(at(expected));
  });

  it("never speaks on a day off, and never goes back in time", () => {
    const instants = fc.date({ min: at("2026-01-01T00:00:00"), max: at("2026-12-01T00:00:00"), noInvalidDate: true });
    fc.assert(
      fc.property(fc.constantFrom(...shifts), instants, (shift, instant) => {
        const own = schedule(shift);
        const loud = nextLoudInstant(own, instant, businessDayOf(instant, zone), zone);
        expect(loud.getTime()).toBeGreaterThanOrEqual(instant.getTime());
        // The loud span belongs to a working day: today's, or yesterday's where the shift ends on the next day.
        const day = businessDayOf(loud, zone);
        const working = [day, addDays(day, -1)].filter((one) => workDaysBetween(own, one, one) === 1);
        expect(working).not.toEqual([]);
        // Asked again at that instant, it may be sent.
        expect(nextLoudInstant(own, loud, day, zone)).toEqual(loud);
      }),
      { numRuns: 200 },
    );
  });

  it("sets out from the start of a day whatever the zone", () => {
    expect(instantAt("2026-11-24", "08:30", zone)).toEqual(at("2026-11-24T08:30:00"));
  });
});

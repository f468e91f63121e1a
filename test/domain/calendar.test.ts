import fc from "fast-check";
import {
  addDays,
  businessDayOf,
  countWorkDays,
  cycleBounds,
  daysBetween,
  eachDay,
  instantAt,
  isDay,
  isoWeekday,
  isWorkDay,
  timeOfDay,
} from "../../domain/calendar";

const zone = "Asia/Shanghai";
const days = fc
  .date({ min: new Date("2000-01-01"), max: new Date("2060-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe("The calendar", () => {
  it("changes the business day at midnight in the company's zone, not at midnight UTC", () => {
    expect(businessDayOf(new Date("2026-05-11T15:59:59.999Z"), zone)).toBe("2026-05-11");
    expect(businessDayOf(new Date("2026-05-11T16:00:00Z"), zone)).toBe("2026-05-12");
    expect(timeOfDay(new Date("2026-05-11T16:00:00Z"), zone)).toBe("00:00");
  });

  it("finds the instant a wall clock shows, and back, also where clocks change", () => {
    for (const place of [zone, "Asia/Urumqi", "America/New_York", "Pacific/Chatham"])
      fc.assert(
        fc.property(days, fc.integer({ min: 4, max: 23 }), fc.integer({ min: 0, max: 59 }), (day, hour, minute) => {
          const time = `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
          const instant = instantAt(day, time, place);
          expect([businessDayOf(instant, place), timeOfDay(instant, place)]).toEqual([day, time]);
        }),
        { numRuns: 50 },
      );
  });

  it("adds and counts days as each other's inverse, over leap years", () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -4000, max: 4000 }), (day, count) => {
        expect(daysBetween(day, addDays(day, count))).toBe(count);
      }),
    );
    expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
  });

  it("divides every year into cycles without a gap or an overlap", () => {
    for (const kind of ["year", "half", "quarter", "month", "week"] as const)
      fc.assert(
        fc.property(days, (day) => {
          const { startsOn, endsOn } = cycleBounds(kind, day);
          expect(startsOn <= day && day <= endsOn).toBe(true);
          for (const inside of [startsOn, endsOn]) expect(cycleBounds(kind, inside)).toEqual({ startsOn, endsOn });
          expect(cycleBounds(kind, addDays(endsOn, 1)).startsOn).toBe(addDays(endsOn, 1));
        }),
        { numRuns: 50 },
      );
    expect(cycleBounds("month", "2028-02-10").endsOn).toBe("2028-02-29");
    expect(cycleBounds("half", "2026-11-24")).toEqual({ startsOn: "2026-07-01", endsOn: "2026-12-31" });
    expect(cycleBounds("week", "2026-11-22")).toEqual({ startsOn: "2026-11-16", endsOn: "2026-11-22" });
  });

  it("takes only days that exist", () => {
    for (const day of ["2026-02-28", "2028-02-29", "2026-12-31"]) expect(isDay(day)).toBe(true);
    for (const text of ["2026-02-29", "2026-02-31", "2026-13-01", "2026-1-1", "20260101", "", "2026-00-10"])
      expect(isDay(text)).toBe(false);
  });

  it.each([
    ["2026-10-01", false, "National Day"],
    ["2026-02-17", false, "Spring Festival"],
    ["2026-02-14", true, "a Saturday worked for the Spring Festival"],
    ["2026-11-21", false, "a Saturday"],
    ["2026-11-24", true, "a Tuesday"],
    ["2031-10-01", true, "a Wednesday of a year not published yet"],
    ["2031-10-04", false, "a Saturday of a year not published yet"],
  ])("knows whether offices work on %s: %s (%s)", (day, works) => {
    expect(isWorkDay(day)).toBe(works);
  });

  it("lets the operator's word win over the calendar", () => {
    const overrides = new Map([
      ["2026-10-01", "work"],
      ["2026-11-24", "rest"],
    ] as const);
    expect(isWorkDay("2026-10-01", overrides)).toBe(true);
    expect(isWorkDay("2026-11-24", overrides)).toBe(false);
  });

  it("counts to the last day that can be written", () => {
    expect(countWorkDays("9999-12-25", "9999-12-31")).toBe(5);
    expect(countWorkDays("2026-12-31", "2027-01-01")).toBe(2);
    expect(countWorkDays("2026-05-11", "2026-05-11")).toBe(1);
  });

  it("lists each day once, and none of a span that ends before it begins", () => {
    expect(eachDay("2026-02-27", "2026-03-02")).toEqual(["2026-02-27", "2026-02-28", "2026-03-01", "2026-03-02"]);
    expect(eachDay("2026-03-02", "2026-02-27")).toEqual([]);
    expect(isoWeekday("2026-11-22")).toBe(7);
  });
});

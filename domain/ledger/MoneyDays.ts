import { addDays, businessDayOf, type Day, startOfBusinessDay } from "../calendar";
import { payZone } from "../payouts/payZone";

/** The days of statements on which bookings fall, which come in the order of time: worked out once a day. */
export class MoneyDays {
  readonly seen = new Set<Day>();
  private start = 0;
  private end = 0;

  add(at: Date) {
    const time = at.getTime();
    if (time >= this.start && time < this.end) return;
    const day = businessDayOf(at, payZone);
    this.start = startOfBusinessDay(day, payZone).getTime();
    this.end = startOfBusinessDay(addDays(day, 1), payZone).getTime();
    this.seen.add(day);
  }
}

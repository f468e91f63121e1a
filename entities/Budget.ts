import { Check, Entity, Index } from "typeorm";
import { Count, Id, Scaled, Text } from "./columns";

/** What a department may give away in a month, in fen. The figures are sums of the ledger's entries, kept for the check. */
@Entity("budgets")
@Check("ck_budgets_left", "grantedFen + carriedFen + returnedFen - reservedFen - spentFen >= 0")
@Check("ck_budgets_signs", "grantedFen >= 0 AND reservedFen >= 0 AND spentFen >= 0 AND returnedFen >= 0")
@Index("uq_budgets", ["departmentId", "month"], { unique: true })
export class Budget {
  @Id()
  id: string;

  @Text(36)
  departmentId: string;

  /** 'YYYY-MM' */
  @Text(7)
  month: string;

  @Scaled({ default: 0 })
  grantedFen: number;

  /** Come from the month before, less what went on to the next. */
  @Scaled({ default: 0 })
  carriedFen: number;

  /** Promised and not yet paid. */
  @Scaled({ default: 0 })
  reservedFen: number;

  /** Paid, with what came back later. */
  @Scaled({ default: 0 })
  spentFen: number;

  /** Paid and not taken: it can be given again. */
  @Scaled({ default: 0 })
  returnedFen: number;

  /** The highest mark that was told of: 0, 80 or 100 per cent. */
  @Count({ default: 0 })
  alertedPercent: number;

  get leftFen() {
    return this.totalFen - this.reservedFen - this.spentFen;
  }

  get totalFen() {
    return this.grantedFen + this.carriedFen + this.returnedFen;
  }
}

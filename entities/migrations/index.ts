import { Spine1764000000000 } from "./1764000000000-Spine";
import { Phone1764100000000 } from "./1764100000000-Phone";
import { Recognition1764200000000 } from "./1764200000000-Recognition";
import { CancelledElections1764310000000 } from "./1764310000000-CancelledElections";
import { Transfers1764320000000 } from "./1764320000000-Transfers";
import { LedgerHead1764330000000 } from "./1764330000000-LedgerHead";
import { MoneyByOthers1764337000000 } from "./1764337000000-MoneyByOthers";
import { LateBills1764340000000 } from "./1764340000000-LateBills";
import { StatementEntries1764345000000 } from "./1764345000000-StatementEntries";
import { ConfirmedReports1764350000000 } from "./1764350000000-ConfirmedReports";
import { ReturnedRules1764355000000 } from "./1764355000000-ReturnedRules";

/** In order; never edited once shipped. */
export const migrations = [
  Spine1764000000000,
  Phone1764100000000,
  Recognition1764200000000,
  CancelledElections1764310000000,
  Transfers1764320000000,
  LedgerHead1764330000000,
  MoneyByOthers1764337000000,
  LateBills1764340000000,
  StatementEntries1764345000000,
  ConfirmedReports1764350000000,
  ReturnedRules1764355000000,
];

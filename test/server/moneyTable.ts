/** Who asks, by their relation to a red packet the giver gives to the receiver, below them. */
export const moneyCast = [
  "giver",
  "receiver",
  "above",
  "peer",
  "hr",
  "executive",
  "finance",
  "operator",
  "signedOut",
  "leaver",
] as const;
export type MoneyWho = (typeof moneyCast)[number];

//                    giver rcv abv peer hr  exec fin oper out left
const everyone = "200 200 200 200 200 200 200 200 401 401";
/** Those above the giver and those who keep the money: never who gives or gets it. For others it is not there. */
const ofDeciders = "403 404 200 404 404 200 200 404 401 401";
const ofKeepers = "403 404 403 404 404 200 200 404 401 401";
const grant = { departmentId: "{team}", month: "2026-05", amountFen: 100 };
const packet = { employeeId: "{receiver}", totalFen: 100, reason: "好" };

/** Each endpoint about money with what it answers to whom. */
export const moneyTable: [line: string, body: object | undefined, statuses: string][] = [
  ["GET /packets", undefined, everyone],
  ["GET /packets?scope=waiting", undefined, everyone],
  ["GET /packets?scope=held", undefined, everyone],
  ["GET /packets/limits", undefined, everyone],
  ["GET /packets/plan?employeeId={receiver}", undefined, "200 409 200 403 200 200 403 403 401 401"],
  ["GET /me/packets", undefined, everyone],
  ["GET /packets/{requested}", undefined, "200 404 200 404 404 200 200 404 401 401"],
  // Below them; HR and executives may give to anybody, the receiver to nobody above.
  ["POST /packets", packet, "200 409 200 403 200 200 403 403 401 401"],
  ["POST /packets/{requested}/approve", undefined, ofDeciders],
  ["POST /packets/{requested}/return", { note: "先不发" }, ofDeciders],
  ["POST /packets/{requested}/cancel", undefined, "200 404 403 404 404 403 403 404 401 401"],
  ["POST /packets/parts/{failed}/resume", undefined, ofKeepers],
  ["POST /packets/parts/{failed}/give-up", undefined, ofKeepers],
  ["POST /packets/parts/{late}/was-paid", undefined, ofKeepers],
  ["POST /packets/parts/{forgotten}/not-paid", undefined, ofKeepers],
  ["POST /payouts/freeze", undefined, "403 403 403 403 403 200 200 200 401 401"],
  ["POST /payouts/go", undefined, "403 403 403 403 403 200 200 200 401 401"],
  ["GET /budgets", undefined, everyone],
  ["GET /income/{month}", undefined, "403 403 403 403 403 200 200 403 401 401"],
  ["POST /budgets", grant, "403 403 403 403 403 200 200 403 401 401"],
];

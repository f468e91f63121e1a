import type { Approval, Goal, GoalDetail, KeyResult, Me, Reportable } from "../../../miniprogram/src/lib/wire";

const nothingAllowed: Goal["abilities"] = {
  edit: false,
  submit: false,
  withdraw: false,
  report: false,
  comment: false,
  approve: false,
  return: false,
  undoApproval: false,
};

export const keyResult = (change: Partial<KeyResult> = {}): KeyResult => ({
  id: "k1",
  title: "老客订单",
  kind: "increase",
  accumulation: "sum",
  isImported: false,
  unit: "单",
  start: "0",
  target: "300",
  weight: 100,
  value: "120",
  attainment: "40",
  pace: "50",
  status: "atRisk",
  gap: "180",
  perDay: "18",
  reportedOn: null,
  dueOn: null,
  ...change,
});

export const reportable = (change: Partial<Reportable> = {}): Reportable => ({
  ...keyResult(),
  goalId: "g1",
  goalTitle: "老客回购翻一番",
  isReportedToday: false,
  ...change,
});

export const goal = ({
  abilities,
  ...change
}: Omit<Partial<Goal>, "abilities"> & { abilities?: Partial<Goal["abilities"]> } = {}): Goal => ({
  id: "g1",
  title: "老客回购翻一番",
  status: "active",
  level: "person",
  commitment: "committed",
  version: 3,
  owner: { id: "e1", name: "张三" },
  cycle: { id: "c1", name: "2026年9月", startsOn: "2026-09-01", endsOn: "2026-09-30" },
  progress: "40",
  keyResults: [keyResult()],
  approvedAt: null,
  abilities: { ...nothingAllowed, ...abilities },
  ...change,
});

export const goalDetail = (change: Partial<GoalDetail> = {}): GoalDetail => ({
  ...goal(),
  isMine: true,
  waitingFor: null,
  path: [],
  keyResults: [{ ...keyResult(), trend: [] }],
  checkIns: [],
  history: [],
  comments: [],
  ...change,
});

export const approval = (change: Partial<Approval> = {}): Approval => ({
  ...goal({ status: "submitted", abilities: { approve: true, return: true } }),
  note: "直播渠道上量",
  requestedAt: "2026-09-16T02:00:00.000Z",
  onBehalfOf: null,
  effect: { parent: null, otherGoals: 0 },
  ...change,
});

export const me = (change: Partial<Me> = {}): Me => ({
  id: "e1",
  name: "张三",
  department: "运营一组",
  position: "运营专员",
  roles: [],
  manager: { id: "e2", name: "周燕" },
  isManager: false,
  shift: "",
  isWechatBound: false,
  deputies: [],
  standsInFor: [],
  ...change,
});

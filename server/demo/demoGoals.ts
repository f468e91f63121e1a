import type { ProposedKeyResult } from "../../domain/goals/proposeGoal";
import type { Objective } from "../../entities";

/** A key result of the demo; `done` is how far it is relative to its pace, 1 being on plan. */
export interface DemoKeyResult extends ProposedKeyResult {
  metric?: string;
  done: number;
  /** Due at the end of the cycle's first month. */
  isEarly?: boolean;
  /** The target as it was said: so much more than what was. */
  growth?: { baseline: number; percent: number };
}

export interface DemoGoal {
  /** Named by its owner, so that others can serve it. */
  owner: string;
  level: Objective["level"];
  cycle: "year" | "quarter" | "month";
  title: string;
  /** Owner of the goal it serves. */
  serves?: string;
  keyResults: DemoKeyResult[];
}

const scaled = (value: number) => Math.round(value * 10_000);

const sum = (title: string, target: number, unit: string, done: number, metric?: string): DemoKeyResult => ({
  title,
  kind: "increase",
  accumulation: "sum",
  start: 0,
  target: scaled(target),
  unit,
  done,
  metric,
});

const level = (title: string, start: number, target: number, unit: string, done: number): DemoKeyResult => ({
  title,
  kind: target > start ? "increase" : "decrease",
  accumulation: "last",
  start: scaled(start),
  target: scaled(target),
  unit,
  done,
});

const deed = (title: string, done: 0 | 1): DemoKeyResult => ({ title, kind: "binary", target: 10_000, unit: "", done });

/** So many percent more than in the period before. */
const growth = (title: string, baseline: number, percent: number, unit: string, done: number): DemoKeyResult => ({
  ...sum(title, (baseline * (100 + percent)) / 100, unit, done),
  growth: { baseline: scaled(baseline), percent: scaled(percent) },
});

/** Company and departments, with the figures of the product's acceptance list (S8–S10, S16, S101–S122, S170–S179). */
const above: DemoGoal[] = [
  {
    owner: "chenzong",
    level: "company",
    cycle: "year",
    title: "五年做到行业领先品牌，今年先站稳",
    keyResults: [level("全网市场占有率", 14, 20, "%", 0.96), level("会员复购人数占比", 30, 40, "%", 1)],
  },
  {
    owner: "chenzong",
    level: "company",
    cycle: "quarter",
    title: "成为平台女装品类销售冠军",
    keyResults: [
      sum("平台销售额", 5_000_000, "元", 1, "gmv"),
      level("平台市场占有率", 22, 30, "%", 0.97),
      level("复购率", 18, 25, "%", 0.9),
      level("顾客满意度", 86, 90, "%", 1),
    ],
  },
  {
    owner: "liming",
    level: "department",
    cycle: "quarter",
    serves: "chenzong",
    title: "运营带动销售和转化一起上",
    keyResults: [
      sum("季度 GMV", 3_000_000, "元", 0.98),
      sum("销量", 10_000, "件", 1.02),
      level("客单价", 276, 300, "元", 0.99),
      level("访客转化率", 2.6, 3, "%", 0.88),
      deed("客户分层运营方案", 1),
    ],
  },
  {
    owner: "wangfang",
    level: "department",
    cycle: "quarter",
    serves: "chenzong",
    title: "让每位顾客一次就满意",
    keyResults: [
      level("平均响应", 45, 30, "秒", 1),
      level("满意度", 4.2, 4.5, "分", 0.96),
      level("一次性解决率", 84, 90, "%", 0.55),
      level("售后复盘用时", 40, 24, "小时", 0.97),
    ],
  },
  {
    owner: "zhaogang",
    level: "department",
    cycle: "quarter",
    serves: "chenzong",
    title: "发得快、发得准、压得少",
    keyResults: [
      level("48小时发货率", 91, 95, "%", 1.04),
      level("错漏发率", 0.3, 0.1, "%", 0.9),
      level("库存周转", 38, 30, "天", 0.95),
      level("仓储成本占比", 6.2, 5, "%", 0.98),
    ],
  },
  {
    owner: "huangbo",
    level: "department",
    cycle: "quarter",
    serves: "chenzong",
    title: "好货源跟得上爆款",
    keyResults: [sum("热门品类新供应商", 20, "家", 0.95), level("质量合格率", 96, 98.5, "%", 1.01)],
  },
  {
    owner: "linxi",
    level: "department",
    cycle: "quarter",
    serves: "liming",
    title: "页面让人一眼想买",
    keyResults: [
      { ...deed("首月上线详情页改版", 1), isEarly: true },
      sum("新品上架页面", 200, "件", 1),
      level("页面转化率", 2.4, 3, "%", 0.84),
    ],
  },
  {
    owner: "xujing",
    level: "department",
    cycle: "quarter",
    serves: "chenzong",
    title: "花对钱，带来新客",
    keyResults: [
      sum("大型促销活动", 5, "次", 1),
      sum("新用户", 5_000_000, "人", 0.93),
      level("推广 ROI", 4, 5, "", 1.03),
      level("品牌搜索指数", 100, 150, "", 0.94),
    ],
  },
  {
    owner: "gaofei",
    level: "department",
    cycle: "quarter",
    serves: "chenzong",
    title: "系统撑得住大促",
    keyResults: [deed("精准营销系统上线", 0), deed("会员体系改版", 0), level("故障恢复时长", 60, 20, "分", 1)],
  },
  {
    owner: "zhouyan",
    level: "person",
    cycle: "quarter",
    serves: "liming",
    title: "活动办得又稳又快",
    keyResults: [level("活动方案通过率", 70, 80, "%", 1.02), level("页面配合用时", 4, 2, "天", 0.93)],
  },
  {
    owner: "sunlei",
    level: "person",
    cycle: "quarter",
    serves: "liming",
    title: "二组业绩再上一个台阶",
    keyResults: [growth("二组 GMV", 1_000_000, 12, "元", 0.97), level("直播转化率", 1.8, 2.3, "%", 0.96)],
  },
];

/** What people of a position aim at in a month; `pace` varies from person to person. */
function personal(owner: string, serves: string, position: string, pace: number): DemoGoal | undefined {
  const goal = (title: string, ...keyResults: DemoKeyResult[]): DemoGoal => ({
    owner,
    serves,
    level: "person",
    cycle: "month",
    title,
    keyResults,
  });
  if (/运营(专员|助理)/.test(position))
    return goal("本月店铺业绩更上一层", sum("GMV", 100_000, "元", pace), level("转化率", 3, 3.5, "%", pace));
  if (position === "直播运营")
    return goal("把直播间做成第二增长点", sum("直播 GMV", 180_000, "元", pace), sum("直播场次", 20, "次", pace));
  if (/客服|售后/.test(position))
    return goal("快速响应，一次解决", level("响应时长", 42, 30, "秒", pace), sum("好评", 120, "个", pace));
  if (/拣货|打包/.test(position))
    return goal(
      "又快又准",
      sum(position.includes("拣货") ? "拣货" : "打包", 6000, "件", pace),
      level("差错率", 0.3, 0.1, "%", pace),
    );
  if (position === "美工" || position === "摄影师")
    return goal("按时交出好页面", sum("完成页面", 24, "个", pace), level("按时交付率", 82, 95, "%", pace));
  if (position === "采购专员")
    return goal("多谈几家好供应商", sum("新供应商", 4, "家", pace), level("到货准时率", 88, 95, "%", pace));
  if (/推广专员|内容运营/.test(position))
    return goal("让更多人看到我们", sum("新增访客", 60_000, "人", pace), level("点击率", 2.1, 2.8, "%", pace));
  return undefined;
}

/** Some are ahead, some behind; the same each time. */
const paces = [1.02, 0.97, 0.78, 1.08, 0.92, 0.6, 1.0, 0.95];

export function demoGoals(people: readonly { userId: string; position: string; leader: string }[]): DemoGoal[] {
  const owners = new Set(above.map(({ owner }) => owner));
  const leaderOf = new Map(people.map(({ userId, leader }) => [userId, leader]));
  const own = people.flatMap(({ userId, position, leader }, index) => {
    if (owners.has(userId)) return [];
    const serves = owners.has(leader) ? leader : (leaderOf.get(leader) ?? leader);
    return personal(userId, serves, position, paces[index % paces.length]!) ?? [];
  });
  return [...above, ...own];
}

/** A person of the demo company, as WeCom's contacts would have them. All are invented. */
export interface SandboxPerson {
  userId: string;
  name: string;
  departmentId: number;
  position: string;
  /** Their direct leader's user id; empty for the general manager. */
  leader: string;
  /** Working hours as HR would import them; empty is the company's. */
  shift: string;
}

export interface SandboxDepartment {
  id: number;
  name: string;
  parentId: number;
  leader: string;
}

export interface SandboxCompany {
  name: string;
  departments: SandboxDepartment[];
  people: SandboxPerson[];
}

const departments: [id: number, name: string, parentId: number, leader: string][] = [
  [1, "云裳服饰", 0, "chenzong"],
  [2, "运营部", 1, "liming"],
  [3, "运营一组", 2, "zhouyan"],
  [4, "运营二组", 2, "sunlei"],
  [5, "客服部", 1, "wangfang"],
  [6, "仓储部", 1, "zhaogang"],
  [7, "美工设计部", 1, "linxi"],
  [8, "采购部", 1, "huangbo"],
  [9, "推广部", 1, "xujing"],
  [10, "技术部", 1, "gaofei"],
  [11, "人力资源部", 1, "hemei"],
];

const night = "22:00-06:00 休周三周四";
const early = "08:00-17:00 休周日";

const people: [userId: string, name: string, departmentId: number, position: string, leader: string, shift?: string][] =
  [
    ["chenzong", "陈志远", 1, "总经理", ""],
    ["liming", "李明", 2, "运营经理", "chenzong"],
    ["zhouyan", "周燕", 3, "运营组长", "liming"],
    ["zhangsan", "张三", 3, "运营专员", "zhouyan"],
    ["liuyang", "刘洋", 3, "运营专员", "zhouyan"],
    ["chenxue", "陈雪", 3, "运营专员", "zhouyan"],
    ["maohui", "毛慧", 3, "运营助理", "zhouyan"],
    ["sunlei", "孙磊", 4, "运营组长", "liming"],
    ["wujie", "吴杰", 4, "运营专员", "sunlei"],
    ["tangli", "唐丽", 4, "运营专员", "sunlei"],
    ["fengyu", "冯宇", 4, "直播运营", "sunlei"],
    ["wangfang", "王芳", 5, "客服主管", "chenzong"],
    ["yangmin", "杨敏", 5, "客服专员", "wangfang"],
    ["zhuting", "朱婷", 5, "客服专员", "wangfang", early],
    ["qinlan", "秦岚", 5, "客服专员", "wangfang", early],
    ["hanmei", "韩梅", 5, "客服专员", "wangfang"],
    ["caoqian", "曹倩", 5, "售后专员", "wangfang"],
    ["dengyi", "邓毅", 5, "夜班客服", "wangfang", night],
    ["zhaogang", "赵刚", 6, "仓储主管", "chenzong", early],
    ["luoqiang", "罗强", 6, "拣货员", "zhaogang", early],
    ["pengtao", "彭涛", 6, "拣货员", "zhaogang", early],
    ["xiaojun", "萧军", 6, "打包员", "zhaogang", early],
    ["zenghong", "曾红", 6, "打包员", "zhaogang", early],
    ["jianghai", "江海", 6, "库存管理员", "zhaogang", early],
    ["tianye", "田野", 6, "夜班打包员", "zhaogang", night],
    ["linxi", "林曦", 7, "美工主管", "chenzong"],
    ["suqing", "苏晴", 7, "美工", "linxi"],
    ["weiran", "魏然", 7, "美工", "linxi"],
    ["dingning", "丁宁", 7, "摄影师", "linxi"],
    ["huangbo", "黄博", 8, "采购经理", "chenzong"],
    ["shenyu", "沈瑜", 8, "采购专员", "huangbo"],
    ["panwei", "潘伟", 8, "采购专员", "huangbo"],
    ["xujing", "许静", 9, "推广经理", "chenzong"],
    ["jiayu", "贾宇", 9, "推广专员", "xujing"],
    ["fangyuan", "方圆", 9, "内容运营", "xujing"],
    ["gaofei", "高飞", 10, "技术负责人", "chenzong"],
    ["yuhang", "余航", 10, "工程师", "gaofei"],
    ["hemei", "何梅", 11, "人事经理", "chenzong"],
    ["baixue", "白雪", 11, "人事专员", "hemei"],
    ["songjia", "宋佳", 1, "财务主管", "chenzong"],
  ];

/** A clothing shop of 40 people in a tree of departments. */
export const sandboxCompany: SandboxCompany = {
  name: "云裳服饰",
  departments: departments.map(([id, name, parentId, leader]) => ({ id, name, parentId, leader })),
  people: people.map(([userId, name, departmentId, position, leader, shift = ""]) => ({
    userId,
    name,
    departmentId,
    position,
    leader,
    shift,
  })),
};

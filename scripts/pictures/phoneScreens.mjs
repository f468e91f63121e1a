const tapKeys = async (page, keys) => {
  for (const name of keys) await page.getByRole("button", { name, exact: true }).click();
};
const tap = (text) => (page) => page.getByText(text, { exact: true }).first().click();

/**
 * Every screen and state: whose phone, which page, and what to do there before the picture. `api` answers the pages in the
 * server's stead; `ids` are those of the story; `inReadme` is kept as one sees it without scrolling (readme.mjs).
 */
export const phoneScreens = (ids) => [
  { name: "today-staff", who: "zhangsan", page: "today/index" },
  { name: "today-manager", who: "zhouyan", page: "today/index" },
  { name: "today-behind", who: "fengyu", page: "today/index", inReadme: "today" },
  { name: "today-hr", who: "hemei", page: "today/index" },
  { name: "today-returned", who: "liuyang", page: "today/index" },
  { name: "today-executive", who: "chenzong", page: "today/index" },
  { name: "today-loading", who: "zhangsan", page: "today/index", api: "silent" },
  { name: "today-error", who: "zhangsan", page: "today/index", api: "broken" },
  { name: "today-offline", who: "zhangsan", page: "today/index", act: leaveNet },

  { name: "goals-staff", who: "zhangsan", page: "goals/index" },
  { name: "goals-empty", who: "yuhang", page: "goals/index" },
  { name: "goals-company", who: "zhangsan", page: "goals/index", act: tap("全公司") },
  { name: "goals-loading", who: "zhangsan", page: "goals/index", api: "silent" },

  { name: "goal-staff", who: "zhangsan", page: `goal/index?id=${ids.goal}` },
  { name: "goal-manager", who: "zhouyan", page: `goal/index?id=${ids.goal}` },
  { name: "goal-waiting", who: "zhangsan", page: `goal/index?id=${ids.asked}` },
  { name: "goal-to-approve", who: "zhouyan", page: `goal/index?id=${ids.asked}` },
  { name: "goal-returned", who: "liuyang", page: `goal/index?id=${ids.returned}` },
  { name: "goal-ask-help", who: "zhangsan", page: `goal/index?id=${ids.goal}`, act: tap("求助") },
  { name: "goal-missing", who: "zhangsan", page: "goal/index?id=none" },

  { name: "report-empty", who: "zhangsan", page: `report/index?keyResult=${ids.keyResult}` },
  {
    name: "report-typed",
    inReadme: "report",
    who: "zhangsan",
    page: `report/index?keyResult=${ids.keyResult}`,
    act: (page) => tapKeys(page, ["1", ".", "2", "万"]),
  },
  {
    name: "report-rate",
    who: "zhangsan",
    page: `report/index?keyResult=${ids.rate}`,
    act: async (page) => {
      await tapKeys(page, ["3", ".", "2"]);
      await tap("备注、信心、照片（可不填）")(page);
    },
  },
  {
    name: "report-sent",
    who: "wujie",
    page: "report/index",
    act: async (page) => {
      await tapKeys(page, ["5", "0", "0"]);
      await tap("报上去")(page);
      await page.getByText("已送达").first().waitFor();
    },
  },
  {
    name: "report-offline",
    who: "zhangsan",
    page: `report/index?keyResult=${ids.keyResult}`,
    act: async (page) => {
      await tapKeys(page, ["6", "0", "0"]);
      await page.context().setOffline(true);
      await tap("报上去")(page);
      await page.getByText("没有网络，已存在手机上").first().waitFor();
    },
  },
  { name: "report-crew", who: "zhaogang", page: `report/index?keyResult=${ids.crewKeyResult}` },
  {
    name: "report-crew-sheet",
    who: "zhaogang",
    page: `report/index?keyResult=${ids.crewKeyResult}`,
    act: async (page) => {
      await tap("罗强")(page);
      await tapKeys(page, ["2", "4", "0"]);
    },
  },
  { name: "report-none", who: "yuhang", page: "report/index" },

  { name: "propose-empty", who: "zhangsan", page: "propose/index" },
  { name: "propose-filled", who: "zhangsan", page: "propose/index", act: fillProposal },
  {
    name: "propose-refused",
    who: "zhangsan",
    page: "propose/index",
    act: async (page) => {
      await page.getByLabel("目标", { exact: true }).fill("做好老客");
      await tap("提交审批")(page);
      await page.locator(".propose-refusal").waitFor();
    },
  },
  { name: "propose-again", who: "liuyang", page: `propose/index?goal=${ids.returned}` },

  { name: "approvals-manager", who: "zhouyan", page: "approvals/index", inReadme: "approvals" },
  { name: "approvals-undo", who: "sunlei", page: "approvals/index" },
  { name: "approvals-none", who: "zhaogang", page: "approvals/index" },
  { name: "approvals-return", who: "zhouyan", page: "approvals/index", act: tap("退回") },
  {
    name: "approvals-all",
    who: "zhouyan",
    page: "approvals/index",
    act: (page) =>
      page
        .getByText(/^全部通过/)
        .first()
        .click(),
  },
  { name: "approvals-loading", who: "zhouyan", page: "approvals/index", api: "silent" },

  { name: "team-manager", who: "zhouyan", page: "team/index" },
  { name: "team-executive", who: "chenzong", page: "team/index" },
  { name: "team-staff", who: "zhangsan", page: "team/index" },
  { name: "person-staff", who: "zhouyan", page: `person/index?id=${ids.person}` },
  { name: "person-praise", who: "zhouyan", page: `person/index?id=${ids.person}`, act: tap("表扬张三") },
  { name: "awards-staff", who: "zhangsan", page: "awards/index" },
  { name: "awards-pick", who: "zhangsan", page: "awards/index", act: pickColleague },
  { name: "awards-manager", who: "zhouyan", page: "awards/index" },
  { name: "honour-who", who: "zhouyan", page: "honour/index" },
  { name: "honour-team", who: "zhouyan", page: "honour/index", act: tap("一个团队") },
  { name: "honour-badge", who: "zhouyan", page: `honour/index?person=${ids.person}&name=张三` },
  { name: "honour-filled", who: "zhouyan", page: `honour/index?person=${ids.person}&name=张三`, act: fillHonour },
  {
    name: "honour-title",
    who: "hemei",
    page: `honour/index?person=${ids.person}&name=张三`,
    act: tap("荣誉证书"),
  },
  { name: "honour-refused", who: "zhangsan", page: "honour/index" },
  { name: "badges-staff", who: "zhangsan", page: "badges/index" },
  { name: "badges-hr", who: "hemei", page: "badges/index" },
  { name: "badges-new", who: "hemei", page: "badges/index?code=new", act: drawBadge },
  { name: "badges-edit", who: "hemei", page: "badges/index?code=teamwork" },
  { name: "badges-values", who: "hemei", page: "badges/index", act: tap("价值观") },
  { name: "badges-refused", who: "zhangsan", page: "badges/index?code=new" },
  { name: "badges-loading", who: "zhangsan", page: "badges/index", api: "silent" },
  { name: "badges-error", who: "zhangsan", page: "badges/index", api: "broken" },
  { name: "search-empty", who: "zhangsan", page: "search/index" },
  { name: "search-found", who: "zhangsan", page: "search/index", act: seek("运营") },
  { name: "search-nothing", who: "zhangsan", page: "search/index", act: seek("火星") },
  { name: "settings", who: "zhangsan", page: "settings/index" },
  { name: "packets-given", who: "zhouyan", page: "packets/index" },
  { name: "packets-none", who: "zhangsan", page: "packets/index" },
  { name: "packets-waiting", who: "liming", page: "packets/index?scope=waiting" },
  { name: "packets-held", who: "songjia", page: "packets/index?scope=held" },
  { name: "packets-asked", who: "liming", page: `packets/index?id=${ids.packet}` },
  { name: "packets-return", who: "liming", page: `packets/index?id=${ids.packet}`, act: tap("退回") },
  { name: "packets-mine", who: "zhouyan", page: `packets/index?id=${ids.packet}` },
  { name: "packets-team", who: "zhouyan", page: `packets/index?id=${ids.teamPacket}` },
  { name: "packets-stopped", who: "songjia", page: `packets/index?id=${ids.stopped}` },
  { name: "rules-hr", who: "hemei", page: "rules/index" },
  { name: "rules-finance", who: "songjia", page: "rules/index" },
  { name: "rules-draft", who: "hemei", page: `rules/index?id=${ids.rule}` },
  { name: "rules-previewed", who: "hemei", page: `rules/index?id=${ids.rule}`, act: previewRule },
  { name: "rules-to-agree", who: "songjia", page: `rules/index?id=${ids.waitingRule}` },
  { name: "rules-running", who: "hemei", page: `rules/index?id=${ids.runningRule}` },
  { name: "rules-new", who: "hemei", page: "rules/index?write=1" },
  { name: "rules-edit", who: "hemei", page: `rules/index?id=${ids.rule}&write=1` },
  { name: "rules-badge", who: "hemei", page: "rules/index?write=1", act: (page) => page.getByLabel(/^勋章：/).click() },
  { name: "rules-loading", who: "hemei", page: "rules/index", api: "silent" },
  { name: "rules-staff", who: "zhangsan", page: "rules/index" },
  { name: "rings-hr", who: "hemei", page: "rings/index" },
  { name: "rings-staff", who: "zhangsan", page: "rings/index" },
  { name: "give-who", who: "zhouyan", page: "give/index" },
  {
    name: "give-person",
    who: "zhouyan",
    page: `give/index?person=${ids.person}&name=张三`,
    act: async (page) => {
      await page.getByText("还剩").first().waitFor();
      await tapKeys(page, ["8", ".", "8", "8"]);
    },
  },
  { name: "give-team", who: "zhouyan", page: "give/index", act: giveTeam },
  { name: "budgets-finance", who: "songjia", page: "budgets/index" },
  { name: "budgets-head", who: "liming", page: "budgets/index" },
  { name: "budgets-grant", who: "songjia", page: "budgets/index", act: grantBudget },
  { name: "income-staff", who: "zhangsan", page: "income/index" },
  { name: "income-none", who: "yuhang", page: "income/index" },
  { name: "approvals-packets", who: "liming", page: "approvals/index" },
  { name: "me-staff", who: "zhangsan", page: "me/index" },
  { name: "me-manager", who: "zhouyan", page: "me/index" },
  { name: "me-hr", who: "hemei", page: "me/index" },
  {
    name: "me-deputy",
    who: "zhouyan",
    page: "me/index",
    act: async (page) => {
      await tap("请人代审批")(page);
      await page.getByLabel("请谁").fill("李");
      await page.locator(".picker").getByText("李明").click();
    },
  },
  { name: "me-sign-out", who: "zhangsan", page: "me/index", act: tap("退出登录") },
  { name: "sign-in", who: "zhangsan", page: "sign-in/index" },
];

async function previewRule(page) {
  await page.getByRole("button", { name: "看看过去 90 天会怎样" }).click();
  await page.locator(".rule__preview").waitFor();
}

async function leaveNet(page) {
  await page.context().setOffline(true);
  await page.evaluate(() => dispatchEvent(new Event("focus")));
  await page.locator(".stale").waitFor();
}

async function fillProposal(page) {
  await page.getByLabel("目标", { exact: true }).fill("提升老客回购");
  await page.getByLabel("看什么").first().fill("老客回购率");
  await page.getByLabel("从", { exact: true }).first().fill("18");
  await page.getByLabel("到", { exact: true }).first().fill("25");
  await page.getByLabel("单位").first().fill("%");
  await page.getByLabel("权重（%）").first().fill("60");
}

async function grantBudget(page) {
  await tap("拨预算")(page);
  await page.locator(".sheet").getByText("推广部").click();
  await tapKeys(page, ["1", ".", "5", "万"]);
}

async function giveTeam(page) {
  await tap("一个团队")(page);
  await tap("运营一组")(page);
  await page.getByText("人会收到").waitFor();
  await tapKeys(page, ["3", "0", "0"]);
  await tap("份额")(page);
}

async function fillHonour(page) {
  await tap("团队协作")(page);
  await page.getByLabel("为什么授予").fill("连续三个月零差错");
  await tap("附上数据（可不选）")(page);
  await page.locator(".sheet .row").first().click();
}

async function drawBadge(page) {
  await page.getByLabel("名称").fill("服务之星");
  await page.getByLabel("图案：奖杯").click();
  await page.getByLabel("颜色：紫").click();
  await tap("3 级")(page);
}

async function pickColleague(page) {
  await page.getByText("表扬同事").first().click();
  await page.getByLabel("表扬谁").fill("王");
  await page.locator(".picker .row").first().waitFor();
}

function seek(text) {
  return async (page) => {
    await page.getByLabel("找人，或找目标").fill(text);
    await page.waitForTimeout(900);
  };
}

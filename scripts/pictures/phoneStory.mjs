/** What the company has done before its phones are photographed: something of everything a screen can show. */
export async function playPhoneStory(as, control) {
  const [staff, manager, colleague, warehouse] = await Promise.all(
    ["zhangsan", "zhouyan", "liuyang", "zhaogang"].map(as),
  );
  const { cycles, parents } = await staff.get("/me/proposal");
  const month = cycles.find(({ kind }) => kind === "month") ?? cycles[0];
  const propose = (person, goal) => person.post("/goals", { cycleId: month.id, submit: true, ...goal });
  const gained = (title, target, unit) => ({ title, kind: "increase", accumulation: "sum", start: "0", target, unit });
  const level = (title, start, target, unit) => ({
    title,
    kind: Number(target) < Number(start) ? "decrease" : "increase",
    accumulation: "last",
    start,
    target,
    unit,
  });
  const parentId = parents[0]?.id ?? null;

  const asked = await propose(staff, {
    title: "九月老客回购率做到 25%",
    parentId,
    note: "会员日的券已经谈好，老客比新客便宜一半。",
    keyResults: [level("老客回购率", "18", "25", "%"), gained("老客订单", "300", "单")],
  });
  await propose(await as("chenxue"), {
    title: "把每一位第一次进店的顾客都变成会回来的老顾客，让他们记得住我们、愿意介绍朋友来",
    commitment: "aspirational",
    keyResults: [
      gained("首次进店顾客三十天内再次下单的人数", "1200", "人"),
      level("售后首次响应", "180", "45", "秒"),
      gained("老客成交额", "1500000", "元"),
      { title: "会员日方案上线", kind: "binary" },
    ],
  });
  const approved = await propose(await as("maohui"), {
    title: "直播间脚本每周更新",
    parentId,
    keyResults: [gained("新脚本", "8", "份"), level("停留时长", "40", "60", "秒")],
  });
  await manager.post(`/goals/${approved.id}/approve`);
  const second = await propose(await as("tangli"), {
    title: "秋装上新 30 款",
    keyResults: [gained("上新", "30", "款"), level("首图点击率", "3.1", "4", "%")],
  });
  await (await as("sunlei")).post(`/goals/${second.id}/approve`);
  const returned = await propose(colleague, {
    title: "直播间涨粉到 5,000",
    keyResults: [gained("新增粉丝", "5000", "人"), gained("开播场次", "16", "次")],
  });
  await manager.post(`/goals/${returned.id}/return`, { reason: "先把场次定下来，再谈涨粉" });

  const { goals } = await staff.get("/goals?owner=me&status=active");
  const mine = goals[0];
  const gmv = mine.keyResults[0];
  const report = (person, keyResult, body) => person.post(`/key-results/${keyResult.id}/check-ins`, body);
  await report(staff, gmv, { operation: "add", amount: "3000", note: "上午一场直播，客单价比昨天高", confidence: 7 });
  await staff.post(`/goals/${mine.id}/comments`, { kind: "problem", text: "推广预算不够，还要 2,000 元" });
  await manager.post(`/goals/${mine.id}/comments`, { kind: "answer", text: "同意，注意投产比" });
  const stuck = (await colleague.get("/goals?owner=me&status=active")).goals[0];
  await colleague.post(`/goals/${stuck.id}/comments`, { kind: "problem", text: "样衣要等到周五，新品拍不了" });

  const me = (await staff.get("/me")).id;
  const friend = (await colleague.get("/me")).id;
  await manager.post("/recognitions", { employeeId: me, reason: "老客维护得又细又快" });
  await staff.post("/recognitions", { employeeId: friend, reason: "大促当晚帮客服组清完了积压" });
  const deputy = await as("liming");
  await manager.post("/me/deputies", {
    deputyId: (await deputy.get("/me")).id,
    startsOn: "2026-09-21",
    endsOn: "2026-09-25",
  });
  const crew = (await warehouse.get("/me/reportable")).crew;
  const reached = (await (await as("maohui")).get("/goals?owner=me&status=active")).goals.find(
    ({ id }) => id === approved.id,
  );
  await report(await as("maohui"), reached.keyResults[0], { operation: "set", amount: "8" });

  const { teams } = await manager.get("/packets/limits");
  const team = teams.find(({ name }) => name === "运营一组");
  const give = (packet) => manager.post("/packets", { departmentId: team.id, ...packet });
  const packet = await give({ totalFen: 30_000, split: "equal", reason: "直播间改版三天就上线" });
  const teamPacket = await give({
    totalFen: 12_000,
    split: "lucky",
    reason: "会员日一起清完了积压",
    value: "团队协作",
  });

  const stopped = await stopPacket(manager, give, control);
  const rules = await writeRules(await as("hemei"));
  await praiseInCircle([staff, me], [colleague, friend]);

  const draft = await propose(staff, {
    title: "详情页改版",
    submit: false,
    keyResults: [level("页面转化率", "2.4", "3", "%")],
  });
  return {
    goal: mine.id,
    keyResult: gmv.id,
    rate: mine.keyResults[1].id,
    asked: asked.id,
    returned: returned.id,
    draft: draft.id,
    person: me,
    packet: packet.id,
    teamPacket: teamPacket.id,
    stopped,
    ...rules,
    crewKeyResult: crew.find(({ keyResults }) => keyResults.length > 0)?.keyResults[0].id,
  };
}

/** One that the provider did not pay. */
async function stopPacket(manager, give, control) {
  await control("pay-fault", { name: "payFailed", on: true });
  const { id } = await give({ totalFen: 2_000, split: "equal", reason: "样衣间连夜补拍" });
  for (let tries = 0; tries < 100; tries++) {
    const { parts } = await manager.get(`/packets/${id}`);
    if (parts.every(({ state }) => state === "failed")) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await control("pay-fault", { name: "payFailed", on: false });
  return id;
}

/** A rule in each state. */
async function writeRules(hr) {
  const { metrics, objectives } = await hr.get("/rules/choices");
  const metricId = metrics.find(({ name }) => name === "转化率").id;
  const caps = { personMonthCap: 1, monthCap: 50 };
  const write = (rule) => hr.post("/rules", { ...caps, ...rule });
  const start = ({ id }) => hr.post(`/rules/${id}/start`);
  const streak = { kind: "streak", metricId, days: 5, least: "3", badgeCode: "streak", amountFen: 2_000 };
  const draft = await write({ name: "转化稳定奖", ...streak });
  const waiting = await write({ name: "破个人纪录", kind: "recordDay", metricId, days: 30, amountFen: 1_000 });
  const running = await write({ name: "金点子奖", kind: "ideaAccepted", badgeCode: "bright-idea" });
  const objectiveId = objectives[0].id;
  const paused = await write({ name: "年度大目标", kind: "campaignGoal", objectiveId, badgeCode: "teamwork" });
  for (const rule of [waiting, running, paused]) await start(rule);
  await hr.post(`/rules/${paused.id}/pause`);
  return { rule: draft.id, waitingRule: waiting.id, runningRule: running.id };
}

/** Two who praise each other as often as HR is shown it. */
async function praiseInCircle([one, oneId], [other, otherId]) {
  for (const reason of ["替我盯了一晚直播", "把退货原因一条条看完", "教新人到很晚"]) {
    await one.post("/recognitions", { employeeId: otherId, reason });
    await other.post("/recognitions", { employeeId: oneId, reason });
  }
}

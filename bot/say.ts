import { transitions } from "../domain/goals/transitions";
import { yuanText } from "./cards/yuanText";
import type { Message } from "./Message";

type Details = Readonly<Record<string, string | number>>;
type Words = string | ((details: Details) => string);

const states: Record<string, string> = {
  draft: "草稿",
  submitted: "待审批",
  returned: "已退回",
  proposed: "待你确认",
  active: "进行中",
  withdrawn: "已撤回",
  cancelled: "已取消",
  closing: "结算中",
  scored: "已评分",
  archived: "已归档",
};

const moves: Record<string, string> = {
  submit: "提交",
  approve: "通过",
  return: "退回",
  withdraw: "撤回",
  confirm: "确认",
  decline: "不接受",
  undoApproval: "撤销批准",
  cancel: "取消",
  close: "结算",
  score: "评分",
  archive: "归档",
  reopen: "重新结算",
};

const moveName = (move: string | number = "") => moves[String(move)] ?? String(move);

export const stateName = (status: string | number) => states[String(status)] ?? String(status);

/** '草稿、已退回': where a move can start, which holds for everybody. Whose move it is depends on the person. */
const startsOfMoves = new Map<string, string>(
  Object.entries(transitions).map(([move, { from }]) => [move, from.map(stateName).join("、")]),
);
const startsOf = (move: string | number = "") => startsOfMoves.get(String(move)) ?? "";

const help = [
  "我能帮你做这些，直接发给我：",
  "今日 —— 今天做了多少、还差多少",
  "我的目标 —— 看全部目标",
  "进度 GMV 52000 —— 报累计进度（+3000 是再加，5.2万 也认）",
  "撤回 —— 撤回上一次上报、提交、批准或表扬（以前的上报要带日期）",
  "新目标 —— 一步步提目标，被退回的接着改",
  "求助 推广预算不足，需追加 2000 —— 目标遇到问题时告诉上级",
  "回复 @张三 同意，注意成本 —— 回复下属的求助（主管）",
  "团队 —— 看团队情况（主管）",
  "建议 把赠品换成试用装 —— 提改进建议（“我的建议”看结果）",
  "表扬 @张三 发货又快又准 —— 表扬同事（只发“表扬”可以从名单里选）",
  "红包 @张三 20 大促零差错 —— 给下属发红包（主管）",
].join("\n");

const welcome = [
  "你好，我是达标：每天告诉你做到了多少、还差多少，达成马上有勋章。",
  "发“今日”看今天，发“帮助”看全部用法。",
  "隐私说明：我只记录你在这里提交的目标、进度和表扬，用于目标与绩效管理；上级和人事按权限可见，不会读取你的其他聊天。需要导出或删除个人数据，请联系人事。",
].join("\n");

/** What every code is called in Chinese: what happened, and what to do about it. */
export const words: Record<string, Words> = {
  help,
  welcome,
  "command.unknown": "没听懂。发“今日”看今天，发“进度 GMV 52000”报进度，发“帮助”看全部用法。",
  "button.unknown": "这个按钮已经不能用了，发“帮助”看看现在能做什么。",
  "nothing.toCancel": "没有正在填写的内容。发“新目标”开始写，发“帮助”看全部用法。",
  "nothing.toTakeBack": "没有可以撤回的内容：上报、待审批的目标随时可以撤回，表扬和批准在 10 分钟内可以。",
  "text.tooLong": ({ most }) => `这句话太长了，请缩短到 ${most} 个字以内再发。`,
  "system.failed": "刚才没有处理成功，请过一会儿再发一次。",
  "database.unavailable": "系统正忙，没有保存。请过一分钟再发一次。",

  "person.unknown": "还没有你的员工信息。请联系人事把你加入后再试。",
  "person.notFound": "没有这个人，或已经离职，请换一个人。",
  "person.notFoundByName": ({ name }) => `没有找到“${name}”，请检查名字。`,

  "session.none": "还没有登录，或登录已失效。请重新登录。",
  "session.foreignOrigin": "请求来自其他网站，已拒绝。请从达标的页面操作。",
  "session.stateMismatch": "登录已超时，请回到应用重新进入。",
  "session.codeRefused": "登录凭证已失效，请重新进入应用。",
  "session.notBound": "这个微信还没有绑定。请在企业微信里给达标应用发“绑定”，把收到的绑定码填在这里。",
  "session.wechatOff": "还没有开通微信登录，请从企业微信里打开达标。",
  "wechat.unreachable": "暂时连不上微信，请过一分钟再试。",
  "wecom.unreachable": "暂时连不上企业微信，请过一分钟再试。",
  "idempotency.badKey": "Idempotency-Key 有误，请用 1 到 64 个可见的英文字符。",
  "idempotency.bodyDiffers": "这个 Idempotency-Key 已用于另一个请求，请换一个。",
  "input.invalid": "提交的内容有误，请按提示修改。",
  "input.malformed": "请求格式不正确，请检查后再试。",
  "input.tooLarge": "提交的内容太大，请减少后再试。",
  "route.notFound": "没有这个接口，请检查地址。",
  "keyResult.targetMissing": ({ title }) => `“${title}”没有目标值，请填写。`,

  "identity.code": ({ code, minutes }) =>
    `绑定码：${code}（${minutes} 分钟内有效，只能用一次）。\n在微信的达标小程序里填它，或在微信里发给达标机器人：绑定 ${code}`,
  "identity.codeElsewhere": "绑定码在这里不起作用，请在微信里把它发给达标机器人。过期了请再发“绑定”，拿新的绑定码。",
  "identity.bound": ({ name }) => `已绑定，你好，${name}。发“今日”看今天，发“帮助”看全部用法。`,
  "identity.wrongCode": "绑定码不对或已过期。请在企业微信里给达标应用发“绑定”，拿新的绑定码。",
  "identity.tooManyTries": "试得太多了，请一小时后再试。",
  "identity.unbound": "还不知道你是谁。请在企业微信里给达标应用发“绑定”，再把收到的绑定码发给我，例如：绑定 8K2MQ7RT",

  "room.code": ({ code, minutes, name }) =>
    `“${name}”的绑定码：${code}（${minutes} 分钟内有效，只能用一次）。\n请用已绑定的微信在团队群里发：绑定群 ${code}`,
  "room.bound": ({ name }) => `这个群已绑定“${name}”，团队的好消息会发到这里。要换群，请在企业微信里再发“绑定群”。`,
  "room.wrongCode":
    "绑定码不对、已过期，或不是发给你的。请先绑定自己的微信，再在企业微信里给达标应用发“绑定群”，拿新的绑定码。",
  "room.onlyInRoom": "请在要绑定的群里发这句话。",
  "room.noDepartment": "你还没有所在的部门，请联系人事设置后再试。",
  "room.bindForbidden": "只能绑定自己部门的群，其他部门的群请联系人事。",
  "packet.how":
    "请发“红包 @名字 金额 理由”，例如：红包 @张三 20 大促当天零差错。给团队发、按份额或拼手气，请打开手机页面的“发红包”。",
  "packet.amountUnread": ({ text }) => `“${text}”不是金额，请写元，例如：20 或 8.8。`,
  "packet.severalPeople": ({ name }) => `有几位叫 ${name}，请打开手机页面的“发红包”选人。`,
  "packet.given": ({ name, what }) => `已给 ${name} 发 ${what} 红包，会通知对方；群里只说理由，不说金额。`,
  "packet.requested": ({ name, what, needed }) =>
    `给 ${name} 的 ${what} 红包超过免审额度，已提交，需要 ${needed} 位同事通过，有结果会通知你。`,
  "packet.reason": ({ most }) => `红包理由请写 1 到 ${most} 个字。`,
  "packet.amount": "金额请填大于 0 的数，最多两位小数。",
  "packet.tooMuch": ({ mostFen }) => `一次最多发 ${yuanText(Number(mostFen))}，请分开申请或联系财务调整上限。`,
  "packet.partLimits": ({ minFen, maxFen, count }) =>
    `每人要在 ${yuanText(Number(minFen))} 到 ${yuanText(Number(maxFen))} 之间，现在分给 ${count} 人，请改金额或人数。`,
  "packet.shares": "请给每位成员填 1 到 10000 的整数份额。",
  "packet.self": "不能给自己发红包，换一位同事吧。",
  "packet.nobody": "这个团队里没有别的同事，请换一个团队。",
  "packet.tooMany": ({ most }) => `一次最多发给 ${most} 人，请选小一点的团队。`,
  "packet.giveForbidden": "只能给自己的下属发红包，其他同事请联系他们的上级或人事。",
  "packet.noBudget": "这个部门本月还没有激励预算，请联系财务。",
  "packet.budgetShort": ({ leftFen }) => `预算只剩 ${yuanText(Number(leftFen))}，请减少金额或联系财务追加。`,
  "packet.noProvider": "公司还没有开通红包发放，请联系系统管理员配置支付。",
  "packet.noApprovers": ({ needed }) =>
    `超过免审额度要 ${needed} 位同事审批，可以审批的人不够。请联系人事增加财务或高管角色，或减少金额。`,
  "packet.notFound": "没有这个红包，或你没有权限查看。",
  "packet.approveForbidden": "自己申请或自己会领到的红包，要由别人审批。",
  "packet.returnForbidden": "自己申请或自己会领到的红包，要由别人审批。",
  "packet.cancelForbidden": "只有申请人可以取消。",
  "packet.settleForbidden": "只有财务或高管可以处理没有发出的红包，请联系财务。",
  "packet.notRequested": "这个红包已经有结果了，请刷新后再看。",
  "packet.alreadySaid": "你已经表过态了，不能再改；有问题请联系另一位审批人或财务。",
  "packet.notHeld": "这一份正在发放或已有结果，不需要处理，请刷新后再看。",
  "packet.note": ({ most }) => `请写退回理由，1 到 ${most} 个字。`,
  "packet.chooseReason": "请先在卡片上选一个退回理由，再点退回。",
  "packet.writeReason": ({ minutes }) => `请在 ${minutes} 分钟内发一句话作为退回理由；发“取消”则不退回。`,
  "packet.returnedByYou": "已退回，理由已发给对方，钱回到预算。",
  "budget.amount": "金额请填不为 0 的数，最多两位小数，不超过一亿元。",
  "budget.month": "月份请写成例如 2026-11。",
  "budget.past": ({ month }) => `${month} 已经过去，请填本月或以后的月份。`,
  "budget.short": ({ leftFen }) => `最多能收回 ${yuanText(Number(leftFen))}，其余已经承诺或发出，请改小。`,
  "budget.grantForbidden": "只有财务或高管可以设置预算，请联系财务。",
  "budget.notFound": "没有这份预算，或你没有权限查看，请刷新后再看。",
  "payout.left": "对方已离职，没有发出，请决定放弃，钱回到预算。",
  "payout.noOpenid": "对方还没有开通企业微信支付，没有发出。请对方在企业微信里完成实名后再重发。",
  "payout.sameAccount": "收款账号和申请人或审批人的是同一个，没有发出，请核对后放弃。",
  "payout.dayLimit": "今天的额度已用完，会在明天继续。",
  "payout.notTaken": "超过 25 天没有结果，请到商户平台核对后再处理。",
  "payout.paidAfterFailure": "支付方先说失败、后说成功，请到商户平台核对后再处理。",
  "payout.providerSaid": ({ code }) => `支付方返回 ${code}，请到商户平台核对后再处理。`,
  "payouts.notReconciled": "数据库恢复或搬家之后还没有对账。请先对账（payouts reconcile），核对无误再放行。",
  "payouts.freezeForbidden": "只有财务、高管或运维可以停止和放行发放，请联系他们。",
  "department.notFound": ({ name }) => (name ? `没有“${name}”这个部门，请检查名字。` : "没有这个部门，请刷新后再选。"),
  "department.ambiguous": ({ name }) => `有几个部门都叫“${name}”，请让部门里的人来绑定。`,

  "deputy.self": "不能请自己代审批，请选一位同事。",
  "deputy.noTeam": "你名下还没有团队成员，不需要代理人。如果不对，请联系人事设置上下级。",
  "deputy.backwards": "结束日期早于开始日期，请改一下。",
  "deputy.past": "开始日期已经过去，请从今天或以后开始。",
  "deputy.tooLong": ({ most }) => `代审批最多 ${most} 天，请缩短一些，到期可以再设。`,
  "deputy.overlaps": ({ from, until }) => `${from} 到 ${until} 已经有代理人，请先收回，或换个日期。`,
  "deputy.notFound": "没有这条代审批设置，请刷新后再看。",
  "deputy.endForbidden": "只有设置代审批的人可以收回。",

  "settings.time": ({ time }) => `提醒不能设在 ${time}，请从列出的时间里选一个。`,

  "cycle.notFound": "没有这个周期，请换一个。",
  "cycle.over": ({ name }) => `${name}已经结束，请选正在进行的周期。`,
  "cycle.none": "还没有可用的周期，请联系人事建立今年的周期。",

  "draft.started": ({ prompt }) => `我们来提一个新目标，随时发“取消”可以不提。\n${prompt}`,
  "draft.resumed": ({ prompt }) => `接着上次的写，发“取消”可以重来。\n${prompt}`,
  "draft.returned": ({ prompt, reason }) =>
    `接着改被退回的目标${reason ? `（理由：${reason}）` : ""}，发“取消”先不改，发“另写”提一个新的。\n${prompt}`,
  "draft.outdated": ({ title }) => `《${title}》已经在别处改过了，这里写的没有保存。请再发“新目标”。`,
  "draft.next": ({ advice, prompt }) => (advice ? `${advice}\n${prompt}` : String(prompt)),
  "draft.takenBack": ({ prompt }) => `已撤回最后写的一条，目标还没提交。\n${prompt}`,
  "draft.nothingToTakeBack": "正在写的目标里没有可以撤回的了。发“取消”不写了，之后再发“撤回”可以撤回上一次上报。",
  "draft.cancelled": "好，已取消。",

  "goal.notFound": "没有这个目标，或你没有权限查看。发“我的目标”看你的目标。",
  "goal.submitted": ({ title }) => `《${title}》已提交，审批后会通知你。`,
  "goal.editForbidden": "只有目标的负责人可以修改。",
  "goal.submitForbidden": "只有目标的负责人可以提交。",
  "goal.withdrawForbidden": "只有目标的负责人可以撤回。",
  "goal.reportForbidden": "只有目标的负责人可以上报。",
  "goal.approveForbidden": "这个目标不由你审批；自己的目标要由上级审批。",
  "goal.returnForbidden": "这个目标不由你审批；自己的目标要由上级审批。",
  "goal.undoApprovalForbidden": "只有批准的人可以撤销批准。",
  "goal.commentForbidden": "只有目标的负责人可以求助，由上级回复。",
  "goal.parentNotFound": "没有要对齐的目标，或你没有权限查看，请换一个。",
  "goal.parentNotActive": "要对齐的目标没有在进行，请换一个进行中的目标。",
  "goal.parentCycle": ({ name }) => `要对齐的目标是${name}的，没有包住这个目标的周期，请换一个。`,
  "goal.childCycle": ({ name }) => `为它服务的目标是${name}的，新周期包不住，请换一个更长的周期。`,
  "goal.parentCircle": "不能对齐到自己或自己下面的目标，请换一个。",
  "goal.cannotMove": ({ state, move }) =>
    `目标现在是“${stateName(state ?? "")}”，不能${moveName(move)}。只有${startsOf(move)}的目标可以${moveName(move)}。`,
  "goal.submitAfterCycle": ({ name }) => `${name}已经结束，这个目标不能再提交。请在手机上修改它，换到正在进行的周期。`,
  "goal.approveAfterCycle": ({ name }) => `${name}已经结束，这个目标不能再通过，请退回。`,
  "goal.notEditable": ({ state }) =>
    `目标现在是“${stateName(state ?? "")}”，不能直接修改。只有草稿和已退回的目标可以改。`,
  "goal.stale": "目标刚被改过，请刷新后再改。",
  "goal.noApprover": "找不到可以审批的人。请联系人事设置你的上级。",
  "goal.titleMissing": "请先写目标名称。",
  "goal.keyResultsMissing": "还没有关键结果。请至少写一条，例如：老客订单 做到 300单。",
  "goal.tooManyKeyResults": ({ count, most }) => `关键结果有 ${count} 条，最多 ${most} 条。请合并或去掉一些。`,
  "goal.weightsDoNotSum": ({ sum }) => `关键结果的权重合计是 ${sum}%，需要正好 100%。`,
  "goal.returnReason": ({ most }) => `请写退回理由，1 到 ${most} 个字。`,
  "goal.chooseReason": "请先在卡片上选一个退回理由，再点退回。",
  "goal.writeReason": ({ minutes }) => `请在 ${minutes} 分钟内发一句话作为退回理由；发“取消”则不退回。`,
  "goal.returnedByYou": ({ title }) => `《${title}》已退回，理由已发给对方。`,
  "goal.undoTooLate": ({ minutes }) => `批准超过 ${minutes} 分钟，不能撤销了。可以和负责人商量后再调整。`,
  "goal.undoAfterReport": "对方已经上报进度，不能撤销批准了。可以和负责人商量后再调整。",
  "goal.takenBack": ({ title }) => `《${title}》已撤回，不再等待审批。发“新目标”可以重新提。`,
  "goal.approvalTakenBack": ({ title }) => `《${title}》的批准已撤销，重新回到待审批。`,

  "comment.text": ({ most }) => `请写 1 到 ${most} 个字。`,
  "comment.problemNotYours": "只能在自己的目标上求助。对方求助后，可以直接回复。",
  "comment.answerNotYours": "自己的求助由上级回复；情况有变，请再发一次“求助”。",
  "comment.noProblem": "对方还没有求助，不用回复。对方求助后会通知你。",
  "comment.goalNotActive": ({ state }) => `目标现在是“${stateName(state ?? "")}”，只有进行中的目标可以求助和回复。`,
  "comment.afterCycle": ({ until }) => `这个目标已在 ${until} 到期，不能再求助和回复。`,
  "comment.noGoal": "你没有进行中的目标，或都已到期。发“新目标”提一个新的。",
  "comment.how": "请发“求助 遇到的问题”，例如：求助 推广预算不足，需追加 2000。",
  "comment.which": ({ list }) => `是哪个目标的问题？请回复数字：\n${list}`,
  "comment.chooseNumber": ({ most }) => `请回复 1 到 ${most} 的数字，说明是哪个目标。不求助了请发“取消”。`,
  "comment.raised": ({ title }) => `已告诉上级，《${title}》的求助有回复会通知你。`,
  "comment.howToAnswer": "请发“回复 @名字 内容”，例如：回复 @张三 同意，注意成本。",
  "comment.nothingToAnswer": ({ name }) => `${name} 没有等你回复的求助。对方求助后会通知你。`,
  "comment.answered": ({ name, title }) => `已回复 ${name}（《${title}》），会通知对方。`,

  "keyResult.notFound": "没有这个关键结果，或你没有权限查看。发“我的目标”看你的目标。",
  "keyResult.titleMissing": "有一条关键结果没有名称，请填写。",
  "keyResult.dueOutsideCycle": ({ title, from, until }) =>
    `“${title}”的到期日不在周期内，请填 ${from} 到 ${until} 之间的一天。`,
  "keyResult.weightMissing": ({ title }) => `“${title}”没有权重，请填写。`,
  "keyResult.targetNotAboveStart": ({ title }) => `“${title}”是往上做的，目标要比起点大。`,
  "keyResult.targetNotBelowStart": ({ title }) => `“${title}”是往下降的，目标要比起点小。`,
  "keyResult.sumCannotFall": ({ title }) =>
    `“${title}”是每天相加的，只能往上做。要往下降，请改用比率或每天的数值，或换成往上做的目标。`,
  "keyResult.binaryTarget": ({ title }) => `“${title}”是完成项，只有做完和没做完。`,
  "keyResult.baselineMissing": ({ title }) => `“${title}”按比例增长，需要大于 0 的基数。`,

  "checkIn.how": ({ names }) =>
    `请发“进度 名称 数字”，例如：进度 ${String(names).split("、")[0]} 100。\n可以上报：${names}`,
  "checkIn.howDone": "没有正在填写的内容。要上报做完了，请发“进度 名称 完成”；发“帮助”看全部用法。",
  "checkIn.which": ({ list }) => `报的是哪一项？请回复数字：\n${list}`,
  "checkIn.chooseNumber": ({ most }) => `请回复 1 到 ${most} 的数字，说明报的是哪一项。不报了请发“取消”。`,
  "checkIn.noSuchKeyResult": ({ names }) => `没有这一项。可以上报：${names}`,
  "checkIn.nothingToReport": "你没有进行中的目标，或都已到期。发“新目标”提一个新的。",
  "checkIn.takenBack": ({ day, what, now }) => `已撤回 ${day} 上报的 ${what}，${now}。发“今日”看进度。`,
  "checkIn.takeBackDay": ({ day, what }) => `最近一次上报是 ${day} 的 ${what}。要撤回它，请发“撤回 ${day}”。`,
  "takeBack.otherDay": ({ day }) => `没有撤回：最近一次不是 ${day} 的上报。要撤回最近一次，请发“撤回”。`,
  "checkIn.notFound": "没有这条上报，请刷新后再看。",
  "checkIn.notYours": "只能由本人或上级操作。",
  "checkIn.imported": "这是系统导入的数据，不能撤回；数据有误请联系运营数据负责人。",
  "checkIn.goalNotActive": ({ state }) => `目标现在是“${stateName(state ?? "")}”，不能上报。只有进行中的目标可以上报。`,
  "checkIn.binary": "这是完成项：做完了请发“进度 名称 完成”。",
  "checkIn.needsNumber": ({ name }) => `“${name}”要报数字，请发例如：进度 ${name} 52000。`,
  "checkIn.unitDiffers": ({ name, unit, given }) => `“${name}”的单位是 ${unit}，不是 ${given}，没有记录。请改好再报。`,
  "checkIn.inFuture": "上报时间晚于现在，请检查手机时间。",
  "checkIn.beforeCycle": ({ from }) => `这个目标从 ${from} 开始，不能上报更早的进度，请检查时间。`,
  "checkIn.afterCycle": ({ until }) => `这个目标到 ${until} 为止，之后的进度请报到新的目标。`,
  "checkIn.retractAfterCycle": ({ until }) => `这个目标已在 ${until} 到期，上报不能再撤回。数字有误请告诉上级或人事。`,
  "checkIn.amountTooLarge": "数字太大了，请检查。",

  "amount.notANumber": ({ text }) => `“${text}”不是数字，请换一种写法，例如：52000、5.2万、+3000。`,
  "amount.severalNumbers": ({ text }) => `一次只报一个数字，“${text}”没有记录。请分几次发。`,
  "amount.tooManyDecimals": ({ text }) => `“${text}”小数太多，请最多写 4 位。`,
  "amount.tooLarge": ({ text }) => `“${text}”太大了，请检查。`,

  "attachment.kind":
    "这种文件不能上传。可以上传照片（JPG、PNG、WebP、GIF）、PDF、Excel、Word、PPT（xlsx、docx、pptx）和 CSV。",
  "attachment.heic":
    "HEIC 照片打不开。选照片时不要勾“原图”，手机会自动转成 JPG；也可以先截图，再选截图（苹果手机：设置 → 相机 → 格式 → 兼容性最佳，以后拍的都能用）。",
  "attachment.unreadable": "这张照片打不开，可能已损坏，请重新拍一张或换一张。",
  "attachment.tooManyPixels": "这张照片的尺寸太大，请缩小后再上传。",
  "attachment.macros": "这个文件带有宏或控件，不能上传。请另存为不带宏的 xlsx、docx 或 pptx 再试。",
  "attachment.empty": "这个文件是空的，请换一个。",
  "attachment.cutOff": "上传中断了，请再试一次。",
  "attachment.tooLarge": ({ most }) => `文件不能超过 ${most} MB，请压缩后再上传。`,
  "attachment.tooMany": ({ most }) => `一天内最多上传 ${most} 个还没有随进度提交的文件，请先提交进度，或明天再传。`,
  "attachment.busy": "正在处理的照片太多，请过一会儿再上传。",
  "attachment.notFound": "没有这个附件，或你没有权限查看，请刷新后再看。",
  "attachment.notFree": "有附件已过期或已随另一次上报提交，请重新选择附件再提交。",

  "checkIn.reportedForYou": ({ name }) => `${name} 替你报了进度（代报）。不对请发“撤回”，或在目标里撤回，会告诉对方。`,
  "checkIn.objected": ({ name, day, what }) => `${name} 撤回了你在 ${day} 代报的 ${what}。请和对方核对后再报。`,

  "team.none": "你名下还没有团队成员。如果不对，请联系人事设置上下级。",
  "idea.how": "请发“建议 内容”，例如：建议 把赠品换成试用装，退货会少。发“我的建议”看有没有被采纳。",
  "idea.text": ({ least, most }) => `建议请写 ${least} 到 ${most} 个字。`,
  "idea.tooMany": ({ most }) => `一天最多提 ${most} 条建议，今天已经用完，明天再来。`,
  "idea.sent": "已收到你的建议，有结果会通知你。发“我的建议”看进展。",
  "idea.notFound": "没有这条建议，或你没有权限查看。发“我的建议”看你的建议。",
  "idea.decided": "这条建议已经有人处理过了，请刷新后再看。",
  "idea.notAccepted": "这条建议还没有采纳，采纳之后才可以设定怎么看效果。",
  "idea.reason": ({ most }) => `请写退回理由，1 到 ${most} 个字。`,
  "idea.chooseReason": "请先在卡片上选一个退回理由，再点退回。",
  "idea.writeReason": ({ minutes }) => `请在 ${minutes} 分钟内发一句话作为退回理由；发“取消”则不退回。`,
  "idea.returnedByYou": "已退回，理由已发给对方。",
  "idea.undoTooLate": ({ minutes }) => `已超过 ${minutes} 分钟，不能撤销了。可以直接和对方说明。`,
  "idea.acceptForbidden": "这条建议不由你处理；自己的建议要由上级处理。",
  "idea.returnForbidden": "这条建议不由你处理；自己的建议要由上级处理。",
  "idea.undoForbidden": "只有处理这条建议的人可以撤销。",
  "idea.planForbidden": "只有处理这条建议的人可以设定怎么看效果。",
  "idea.noMetric": "没有这个指标，请换一个。",
  "idea.days": ({ least, most }) => `前后对比的天数请填 ${least} 到 ${most} 天。`,
  "idea.startedOn": ({ from, until }) => `开始日期请填 ${from} 到 ${until} 之间的一天。`,

  "praise.how": "请发“表扬 @名字 理由”，例如：表扬 @张三 发货又快又准。",
  "praise.choose": ({ list }) =>
    `要表扬谁？请回复数字和理由，例如：1 发货又快又准。\n${list}\n其他同事：表扬 @名字 理由`,
  "praise.which": ({ list }) => `有几位同名，请回复数字选一位：\n${list}`,
  "praise.chooseNumber": ({ most }) => `请回复 1 到 ${most} 的数字和理由，例如：1 发货又快又准。不表扬了请发“取消”。`,
  "praise.reasonNow": ({ name }) => `表扬 ${name} 什么？请发一句话，例如：发货又快又准。`,
  "praise.reasonMissing": ({ name }) => `请写上理由，例如：表扬 @${name} 发货又快又准。`,
  "praise.reason": ({ most }) => `表扬理由请写 1 到 ${most} 个字。`,
  "praise.self": "不能表扬自己，换一位同事吧。",
  "praise.tooMany": ({ most }) => `一个月最多表扬 ${most} 次，这个月已经用完，下个月再来。`,
  "praise.tooManyOfOne": ({ most, name }) =>
    `这个月已经表扬过${name || "这位同事"} ${most} 次，下个月再来，也看看别的同事。`,
  "praise.takenBack": ({ name }) => `已撤回对 ${name} 的表扬，会通知对方。`,
  "award.notFound": "没有这条认可，或它不能撤回，请刷新后再看。",
  "award.retractForbidden": "只有发出的人可以撤回它。",
  "award.undoTooLate": ({ minutes }) => `已经超过 ${minutes} 分钟，不能撤回了。有误会请直接和对方说明。`,
  "award.takenBack": ({ name }) => `已撤回给 ${name} 的认可，会通知对方。`,
  "award.given": ({ name, what }) => `已授予 ${name} ${what}，会通知对方；团队有群的话，群里也会看到。`,
  "award.how": ({ list }) => `请发“授勋 @名字 勋章名 理由”，例如：授勋 @张三 团队协作 主动帮同事补班。可选：${list}`,
  "award.severalPeople": ({ name }) => `有几位同事都叫“${name}”，请在“达标”应用的荣誉墙里选人授予。`,
  "award.reason": ({ most }) => `授予理由请写 1 到 ${most} 个字。`,
  "award.title": ({ most }) => `荣誉名称请写 1 到 ${most} 个字；勋章用自己的名字，不用另写。`,
  "award.noBadge": "请选一枚勋章，或者写上荣誉名称。",
  "award.self": "不能授予自己，换一位同事吧。",
  "award.nobody": "这个团队里没有别的同事，请换一个团队。",
  "award.tooManyPeople": ({ most }) => `一次最多授予 ${most} 人，请选小一点的团队。`,
  "award.giveForbidden": "只能授予自己的下属，其他同事请联系他们的上级或人事。",
  "award.tooMany": ({ most }) => `一个月最多授予 ${most} 次，这个月已经用完，下个月再来。`,
  "award.tooManyOfOne": ({ most, name }) =>
    `这个月已经授予过${name || "这位同事"} ${most} 次，下个月再来，也看看别的同事。`,
  "award.othersKeyResult": "数据要选对方自己的目标，请换一个。",
  "award.certificateForbidden": "证书只有本人、授予人和人事可以下载，请联系他们。",
  "award.noCertificate": "这条认可没有证书，只有荣誉才有。",
  "award.isRevoked": "这条认可已被收回，请刷新后再看。",
  "award.nobodyToThank": "这是系统按规则发的，不用感谢，继续加油，下次再来！",
  "recognition.editBadgesForbidden": "只有人事可以设置勋章，请联系人事。",
  "recognition.editValuesForbidden": "只有人事可以设置价值观，请联系人事。",
  "recognition.readRingsForbidden": "只有人事可以查看互相表扬的情况。",
  "recognition.values": ({ most, letters }) => `价值观请写 1 到 ${most} 条，每条不超过 ${letters} 个字，不能重复。`,
  "recognition.unknownValue": "没有这条价值观，请刷新后再选。",
  "badge.notFound": "没有这枚勋章，请刷新后再选。",
  "badge.archived": ({ name }) => `勋章“${name}”已停用，请换一枚。`,
  "badge.builtIn": "达成之星由系统自动颁发，不能停用，可以改名字和样式。",
  "badge.nameTaken": ({ name }) => `已经有叫“${name}”的勋章，请换一个名字。`,
  "badge.name": ({ most }) => `勋章名称请写 1 到 ${most} 个字。`,
  "badge.description": ({ most }) => `勋章说明请不要超过 ${most} 个字。`,
  "badge.level": "勋章等级只能是 1、2、3 级。",
  "badge.design": "没有这种勋章样式，请重新选择。",
  "praise.given": ({ name }) => `已表扬 ${name}，会通知对方；团队有群的话，群里也会看到。`,
};

/** The words for a code, as a text. A code without words is a bug that a test finds; people get a plain apology. */
export function say(code: string, details: Details = {}): Message {
  return { kind: "text", text: wordsFor(code, details) };
}

export function wordsFor(code: string, details: Details = {}): string {
  const entry = (Object.hasOwn(words, code) ? words[code] : undefined) ?? words["system.failed"]!;
  return typeof entry === "function" ? entry(details) : entry;
}

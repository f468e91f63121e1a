import { ApiError } from "./errors";
import type { KeptFile } from "./files";
import { readFile } from "./files";
import { me } from "./me";
import { type Method, request } from "./request";
import type * as wire from "./wire";

const get = <T>(path: string) => request<T>("GET", path);
const write = <T>(method: Method, path: string, body?: object, key?: string) => request<T>(method, path, { body, key });

const query = (fields: Record<string, string | number | null | undefined>) => {
  const parts = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined || value === null || value === "" ? [] : [`${name}=${encodeURIComponent(value)}`],
  );
  return parts.length > 0 ? `?${parts.join("&")}` : "";
};

/** A link that was cut off names nothing; without this its path would be that of the list. */
function required(id: string): string {
  if (id === "") throw new ApiError(404, "route.notFound", "链接不完整，请回到聊天里重新点开。");
  return encodeURIComponent(id);
}

/** Remembers who is signed in: what is sent later must be sent as the same person. */
function remember(person: { id: string } | undefined) {
  if (person) me.confirm(person.id);
}

/** Everything the pages ask and do. One call per screen. */
export const api = {
  async today() {
    const today = await get<wire.Today>("/me/today");
    remember(today.me);
    return today;
  },
  async me() {
    const person = await get<wire.Me>("/me");
    remember(person);
    return person;
  },
  async reportables() {
    const reportables = await get<wire.Reportables>("/me/reportable");
    remember(reportables.me);
    return reportables;
  },
  goals: (page: { owner?: string; status?: string; after?: string; limit?: number }) =>
    get<wire.Goals>(`/goals${query(page)}`),
  goal: (id: string) => get<wire.GoalDetail>(`/goals/${required(id)}`),
  proposal: () => get<wire.ProposalChoices>("/me/proposal"),
  approvals: () => get<wire.Approvals>("/approvals"),
  team: () => get<wire.Team>("/team"),
  person: (id: string) => get<wire.PersonPage>(`/people/${required(id)}`),
  recognitions: (page: { after?: string; limit?: number }) => get<wire.Recognitions>(`/recognitions${query(page)}`),
  search: (text: string) => get<wire.Search>(`/search${query({ query: text })}`),
  findPeople: (text: string) => get<wire.FoundPeople>(`/people${query({ query: text })}`),
  settings: () => get<wire.NoticeSettings>("/me/settings"),
  checkIns: (keyResultId: string, after?: string) =>
    get<wire.CheckIns>(`/key-results/${keyResultId}/check-ins${query({ after })}`),

  propose: (body: wire.ProposeBody, key?: string) => write<wire.Goal>("POST", "/goals", body, key),
  edit: (id: string, body: wire.EditBody) => write<wire.Goal>("PATCH", `/goals/${id}`, body),
  submit: (id: string, note?: string) => write<wire.Goal>("POST", `/goals/${id}/submit`, { note: note || null }),
  withdraw: (id: string) => write<wire.Goal>("POST", `/goals/${id}/withdraw`),
  approve: (id: string) => write<wire.Goal>("POST", `/goals/${id}/approve`),
  returnGoal: (id: string, reason: string) => write<wire.Goal>("POST", `/goals/${id}/return`, { reason }),
  undoApproval: (id: string) => write<wire.Goal>("POST", `/goals/${id}/undo-approval`),
  approveMany: (goalIds: string[]) => write<wire.ApprovedMany>("POST", "/approvals/approve", { goalIds }),
  comment: (id: string, kind: "problem" | "answer", text: string) =>
    write<wire.Comment>("POST", `/goals/${id}/comments`, { kind, text }),
  report: (keyResultId: string, body: wire.ReportBody, key: string) =>
    write<wire.Reported>("POST", `/key-results/${keyResultId}/check-ins`, body, key),
  retractReport: (id: string) => write<wire.Reported>("DELETE", `/check-ins/${id}`),
  praise: (employeeId: string, reason: string, key?: string) =>
    write<{ id: string }>("POST", "/recognitions", { employeeId, reason }, key),
  /** Thanks of who got it, congratulations of everybody else. */
  cheer: (id: string) => write<{ id: string; kind: "thanks" | "congrats" }>("POST", `/recognitions/${id}/cheer`),
  retractRecognition: (id: string) => write<{ id: string }>("DELETE", `/recognitions/${id}`),
  awardChoices: () => get<wire.AwardChoices>("/awards/choices"),
  giveAward: (body: wire.AwardBody, key?: string) =>
    write<{ id: string; receivers: number }>("POST", "/awards", body, key),
  badges: () => get<wire.Badges>("/badges"),
  createBadge: (body: wire.BadgeBody, key?: string) => write<wire.Badge>("POST", "/badges", body, key),
  editBadge: (code: string, body: wire.BadgeChange) =>
    write<wire.Badge>("PATCH", `/badges/${encodeURIComponent(code)}`, body),
  values: () => get<wire.Values>("/values"),
  changeValues: (values: string[]) => write<wire.Values>("PATCH", "/values", { values }),
  nameDeputy: (body: wire.DeputyBody) => write<wire.Deputy>("POST", "/me/deputies", body),
  endDeputy: (id: string) => write<object>("DELETE", `/me/deputies/${id}`),
  ideas: (scope: "mine" | "waiting" | "accepted") => get<wire.Ideas>(`/ideas${query({ scope })}`),
  idea: (id: string) => get<wire.IdeaDetail>(`/ideas/${required(id)}`),
  sendIdea: (text: string, key?: string) => write<wire.IdeaDetail>("POST", "/ideas", { text }, key),
  acceptIdea: (id: string) => write<wire.IdeaDetail>("POST", `/ideas/${id}/accept`),
  returnIdea: (id: string, reason: string) => write<wire.IdeaDetail>("POST", `/ideas/${id}/return`, { reason }),
  withdrawIdea: (id: string) => write<wire.IdeaDetail>("POST", `/ideas/${id}/withdraw`),
  undoIdea: (id: string) => write<wire.IdeaDetail>("POST", `/ideas/${id}/undo`),
  planEffect: (id: string, body: wire.EffectBody) => write<wire.IdeaDetail>("POST", `/ideas/${id}/effect`, body),
  elections: () => get<wire.Elections>("/elections"),
  election: (id: string) => get<wire.Election>(`/elections/${required(id)}`),
  openElection: (body: wire.ElectionBody, key?: string) => write<wire.Election>("POST", "/elections", body, key),
  nominate: (id: string, employeeId: string, reason: string) =>
    write<wire.Election>("POST", `/elections/${id}/nominations`, { employeeId, reason }),
  vote: (id: string, nomineeId: string) => write<wire.Election>("POST", `/elections/${id}/vote`, { nomineeId }),
  withdrawNomination: (id: string, employeeId: string) =>
    write<wire.Election>("DELETE", `/elections/${id}/nominations/${employeeId}`),
  withdrawVote: (id: string) => write<wire.Election>("DELETE", `/elections/${id}/vote`),
  cancelElection: (id: string) => write<wire.Election>("POST", `/elections/${id}/cancel`),
  packets: (scope: wire.PacketScope, after?: string) => get<wire.Packets>(`/packets${query({ scope, after })}`),
  packet: (id: string) => get<wire.Packet>(`/packets/${required(id)}`),
  givingLimits: () => get<wire.GivingLimits>("/packets/limits"),
  givingPlan: (to: { employeeId?: string; departmentId?: string }) => get<wire.GivingPlan>(`/packets/plan${query(to)}`),
  givePacket: (body: wire.PacketBody, key?: string) => write<wire.Packet>("POST", "/packets", body, key),
  approvePacket: (id: string) => write<wire.Packet>("POST", `/packets/${id}/approve`),
  returnPacket: (id: string, note: string) => write<wire.Packet>("POST", `/packets/${id}/return`, { note }),
  cancelPacket: (id: string) => write<wire.Packet>("POST", `/packets/${id}/cancel`),
  resumePart: (id: string) => write<wire.Packet>("POST", `/packets/parts/${id}/resume`),
  giveUpPart: (id: string) => write<wire.Packet>("POST", `/packets/parts/${id}/give-up`),
  bookPaidPart: (id: string) => write<wire.Packet>("POST", `/packets/parts/${id}/was-paid`),
  writeOffPart: (id: string) => write<wire.Packet>("POST", `/packets/parts/${id}/not-paid`),
  freezePayouts: () => write<wire.Payouts>("POST", "/payouts/freeze"),
  thawPayouts: () => write<wire.Payouts>("POST", "/payouts/go"),
  budgets: (month?: string) => get<wire.Budgets>(`/budgets${query({ month })}`),
  grantBudget: (body: wire.GrantBody, key?: string) => write<wire.Budget>("POST", "/budgets", body, key),
  rules: () => get<wire.Rules>("/rules"),
  rule: (id: string) => get<wire.Rule>(`/rules/${required(id)}`),
  ruleChoices: () => get<wire.RuleChoices>("/rules/choices"),
  /** Reads millions of figures in a large company. */
  previewRule: (body: wire.RuleBody) =>
    request<wire.RulePreview>("GET", `/rules/preview${query(body)}`, { timeoutMs: 60_000 }),
  writeRule: (body: wire.RuleBody, key?: string) => write<wire.Rule>("POST", "/rules", body, key),
  editRule: (id: string, body: wire.RuleBody) => write<wire.Rule>("PATCH", `/rules/${id}`, body),
  startRule: (id: string) => write<wire.Rule>("POST", `/rules/${id}/start`),
  approveRule: (id: string) => write<wire.Rule>("POST", `/rules/${id}/approve`),
  certificates: (id: string) => get<wire.Certificates>(`/recognitions/${id}/certificates`),
  returnRule: (id: string, reason: string) => write<wire.Rule>("POST", `/rules/${id}/return`, { reason }),
  pauseRule: (id: string) => write<wire.Rule>("POST", `/rules/${id}/pause`),
  praiseRings: () => get<wire.PraiseRings>("/praise-rings"),
  income: () => get<wire.MyIncome>("/me/packets"),
  changeSettings: (body: wire.SettingsBody) => write<wire.NoticeSettings>("PATCH", "/me/settings", body),

  async upload(file: KeptFile, key: string): Promise<wire.Attachment> {
    return request("POST", "/attachments", {
      body: await readFile(file),
      key,
      header: { "Content-Type": file.type, "X-File-Name": encodeURIComponent(file.name) },
      timeoutMs: 60_000,
    });
  },
};

/** Where an attachment can be looked at. */
export const attachmentUrl = (id: string) => `${API_BASE}/api/v1/attachments/${id}`;

/** What everybody got in a month, as a sheet for payroll. */
export const incomeUrl = (month: string) => `${API_BASE}/api/v1/income/${month}`;

/** The picture of an honour's certificate. */
export const certificateUrl = (id: string) => `${API_BASE}/api/v1/recognitions/${id}/certificate`;

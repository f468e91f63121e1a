import { ApiError } from "./errors";
import type { KeptFile } from "./files";
import { readFile } from "./files";
import { me } from "./me";
import { type Method, request } from "./request";
import type * as wire from "./wire";

const get = <T>(path: string) => request<T>("GET", path);
const write = <T>(method: Method, path: string, body?: object, key?: string) => request<T>(method, path, { body, key });

const query = (fields: Record<string, string | number | undefined>) => {
  const parts = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [`${name}=${encodeURIComponent(value)}`],
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
  retractPraise: (id: string) => write<{ id: string }>("DELETE", `/recognitions/${id}`),
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
  packets: (scope: wire.PacketScope) => get<wire.Packets>(`/packets${query({ scope })}`),
  packet: (id: string) => get<wire.Packet>(`/packets/${required(id)}`),
  givingLimits: () => get<wire.GivingLimits>("/packets/limits"),
  givingPlan: (to: { employeeId?: string; departmentId?: string }) => get<wire.GivingPlan>(`/packets/plan${query(to)}`),
  givePacket: (body: wire.PacketBody, key?: string) => write<wire.Packet>("POST", "/packets", body, key),
  approvePacket: (id: string) => write<wire.Packet>("POST", `/packets/${id}/approve`),
  returnPacket: (id: string, note: string) => write<wire.Packet>("POST", `/packets/${id}/return`, { note }),
  cancelPacket: (id: string) => write<wire.Packet>("POST", `/packets/${id}/cancel`),
  resumePart: (id: string) => write<wire.Packet>("POST", `/packets/parts/${id}/resume`),
  giveUpPart: (id: string) => write<wire.Packet>("POST", `/packets/parts/${id}/give-up`),
  freezePayouts: () => write<wire.Payouts>("POST", "/payouts/freeze"),
  thawPayouts: () => write<wire.Payouts>("POST", "/payouts/go"),
  budgets: (month?: string) => get<wire.Budgets>(`/budgets${query({ month })}`),
  grantBudget: (body: wire.GrantBody, key?: string) => write<wire.Budget>("POST", "/budgets", body, key),
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

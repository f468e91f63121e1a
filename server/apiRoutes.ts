import type Router from "@koa/router";
import type { App } from "../domain/context";
import { Api } from "./Api";
import { openApiRoutes } from "./openApi";
import { approvalRoutes } from "./routes/approvals";
import { approveManyRoutes } from "./routes/approveMany";
import { attachmentRoutes } from "./routes/attachments";
import { budgetRoutes } from "./routes/budgets";
import { certificateRoutes } from "./routes/certificates";
import { colleagueRoutes } from "./routes/colleagues";
import { deputyRoutes } from "./routes/deputies";
import { electionRoutes } from "./routes/elections";
import { goalRoutes } from "./routes/goals";
import { ideaRoutes } from "./routes/ideas";
import { incomeRoutes } from "./routes/income";
import { noticeSettingsRoutes } from "./routes/noticeSettings";
import { packetRoutes } from "./routes/packets";
import { payoutRoutes } from "./routes/payouts";
import { recognitionRoutes } from "./routes/recognitions";
import { ruleRoutes } from "./routes/rules";
import { sessionEndpoints, sessionRoutes } from "./routes/session";
import { todayRoutes } from "./routes/today";
import type { SignIn } from "./SignIn";

interface Options {
  signIn: SignIn;
  sessionSecrets: readonly string[];
  isSandbox: boolean;
}

/** Everything under `/api`. */
export function apiRoutes(app: App, { signIn, sessionSecrets, isSandbox }: Options): Router[] {
  const api = new Api(app, sessionSecrets);
  goalRoutes(api);
  approvalRoutes(api);
  todayRoutes(api);
  colleagueRoutes(api);
  recognitionRoutes(api);
  ruleRoutes(api);
  certificateRoutes(api);
  approveManyRoutes(api);
  deputyRoutes(api);
  noticeSettingsRoutes(api);
  attachmentRoutes(api);
  ideaRoutes(api);
  electionRoutes(api);
  packetRoutes(api);
  incomeRoutes(api);
  payoutRoutes(api);
  budgetRoutes(api);
  return [
    sessionRoutes(app, { secrets: sessionSecrets, signIn, isSandbox }),
    api.router,
    openApiRoutes([...sessionEndpoints(isSandbox), ...api.endpoints], { isSandbox }),
  ];
}

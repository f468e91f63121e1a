import type Router from "@koa/router";
import type { App } from "../domain/context";
import { Api } from "./Api";
import { openApiRoutes } from "./openApi";
import { approveManyRoutes } from "./routes/approveMany";
import { attachmentRoutes } from "./routes/attachments";
import { deputyRoutes } from "./routes/deputies";
import { goalRoutes } from "./routes/goals";
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
  todayRoutes(api);
  approveManyRoutes(api);
  deputyRoutes(api);
  attachmentRoutes(api);
  return [
    sessionRoutes(app, { secrets: sessionSecrets, signIn, isSandbox }),
    api.router,
    openApiRoutes([...sessionEndpoints(isSandbox), ...api.endpoints], { isSandbox }),
  ];
}

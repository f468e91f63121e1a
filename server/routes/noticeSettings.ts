import { changeNoticeSettings } from "../../domain/people/changeNoticeSettings";
import { noticeSettings } from "../../domain/people/noticeSettings";
import type { Api } from "../Api";
import { Nothing } from "../schemas/goals";
import * as schema from "../schemas/people";

export function noticeSettingsRoutes(api: Api) {
  api.read(
    "/me/settings",
    { summary: "Which reminders I get, and when", input: Nothing, output: schema.NoticeSettings },
    async ({ actor }) => noticeSettings(actor),
  );
  api.write(
    "patch",
    "/me/settings",
    { summary: "Mute or move my reminders", input: schema.ChangeNoticeSettings, output: schema.NoticeSettings },
    async (ctx, { body }) => changeNoticeSettings(ctx, body),
  );
}

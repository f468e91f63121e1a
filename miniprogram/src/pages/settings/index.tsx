import { Text } from "@tarojs/components";
import { Card } from "../../components/Card";
import { Choices } from "../../components/Choices";
import { Loaded, Page } from "../../components/Page";
import { Switch } from "../../components/Switch";
import { api } from "../../lib/api";
import { setTextScale, textScales, useTextScale } from "../../lib/textScale";
import { tell, useAction } from "../../lib/useAction";
import { useQuery } from "../../lib/useQuery";
import type { NoticeSettings, SettingsBody } from "../../lib/wire";
import { Reminder } from "./Reminder";
import "./index.scss";

/** Which messages come and when, and how big letters are. */
export default function SettingsPage() {
  const query = useQuery(api.settings, "settings");
  const save = useAction(async (before: NoticeSettings, change: SettingsBody) => {
    // Shown at once, put back where the server refuses.
    query.set({ ...before, ...change });
    try {
      query.set(await api.changeSettings(change));
      tell("已保存");
    } catch (error) {
      query.set(before);
      throw error;
    }
  });
  return (
    <Page title="消息设置" isLeaf>
      <Loaded query={query}>
        {(settings) => (
          <>
            <Reminder
              title="早上提醒"
              meta="今天的目标和还差多少"
              {...settings.morning}
              times={settings.times.morning}
              onChange={(morning) => void save.run(settings, { morning })}
            />
            <Reminder
              title="下班前提醒"
              meta="今天还没报进度时才来"
              {...settings.evening}
              times={settings.times.evening}
              onChange={(evening) => void save.run(settings, { evening })}
            />
            <Card>
              <Switch
                title="进度预警"
                meta="目标有风险或落后时告诉你"
                isOn={settings.alerts.isOn}
                onChange={(isOn) => void save.run(settings, { alerts: { isOn } })}
              />
            </Card>
            <Text className="settings__always">审批、表扬和别人的答复总会送到，不能关闭。</Text>
          </>
        )}
      </Loaded>
      <TextSize />
    </Page>
  );
}

function TextSize() {
  const scale = useTextScale();
  return (
    <Card title="文字大小">
      <Choices
        kind="few"
        options={textScales.map(({ scale: value, word: text }) => ({ value, text }))}
        value={scale}
        onChange={setTextScale}
      />
      <Text className="settings__sample">今天还差 9,500 元，每天 1,900 元就跟上。</Text>
    </Card>
  );
}

import { Text, View } from "@tarojs/components";
import { Card } from "../../components/Card";
import { Tap } from "../../components/Tap";
import { outbox, type QueuedReport } from "../../lib/outbox";
import { useIsOnline } from "../../lib/useIsOnline";
import { saidText, sentWords } from "./sentWords";

interface Props {
  reports: readonly QueuedReport[];
  onEdit: (report: QueuedReport) => void;
}

/** What this phone has reported lately, and how far it got. */
export function SentList({ reports, onEdit }: Props) {
  const isOnline = useIsOnline();
  if (reports.length === 0) return null;
  return (
    <Card title="最近上报">
      {reports.map((report) => {
        const { tone, text } = sentWords(report, isOnline);
        return (
          <View key={report.id} className="report-sent">
            <Text className="row__title">{report.title}</Text>
            <Text className="row__meta">{saidText(report)}</Text>
            <Text className={`report-sent__state status--${tone}`}>{text}</Text>
            {report.state !== "sent" && report.state !== "sending" && (
              <View className="report-sent__acts">
                {report.state === "refused" && (
                  <Tap className="report-sent__act" onTap={() => onEdit(report)}>
                    <Text>改一改</Text>
                  </Tap>
                )}
                <Tap className="report-sent__act" onTap={() => outbox.drop(report.id)}>
                  <Text>不报了</Text>
                </Tap>
              </View>
            )}
          </View>
        );
      })}
    </Card>
  );
}

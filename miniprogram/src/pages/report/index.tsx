import { useRouter } from "@tarojs/taro";
import { useEffect, useState } from "react";
import { Choices } from "../../components/Choices";
import { Empty } from "../../components/Empty";
import { Loaded, Page } from "../../components/Page";
import { api } from "../../lib/api";
import { open } from "../../lib/open";
import { type NewReport, outbox, type QueuedReport } from "../../lib/outbox";
import { tell } from "../../lib/useAction";
import { useOutbox } from "../../lib/useOutbox";
import { useQuery } from "../../lib/useQuery";
import type { Reportable, Reportables } from "../../lib/wire";
import { CrewReport } from "./CrewReport";
import { drafts } from "./draft";
import "./index.scss";
import { OwnReport } from "./OwnReport";
import { SentList } from "./SentList";

const tabs = [
  { value: "own", text: "我的" },
  { value: "crew", text: "代报" },
] as const;

/** 报进度: the figure, one press, and how far it got. */
export default function ReportPage() {
  const query = useQuery(api.reportables, "reportables");
  return (
    <Page title="报进度" isLeaf>
      <Loaded query={query}>{(data) => <Reports {...data} reload={query.reload} />}</Loaded>
    </Page>
  );
}

function Reports({ me, mine, crew, reload }: Reportables & { reload: () => Promise<void> }) {
  const { keyResult: asked } = useRouter().params;
  const isCrews = (id: string | undefined) => crew.some(({ keyResults }) => keyResults.some((one) => one.id === id));
  // Kept, not looked up anew: figures typed for one must never land on another because a list has changed meanwhile.
  const [chosenId, setChosenId] = useState(asked ?? mine[0]?.id);
  const [tab, setTab] = useState<"own" | "crew">(isCrews(asked) || mine.length === 0 ? "crew" : "own");
  const reports = useOutbox();
  // Figures move when a report arrives.
  const [turn, setTurn] = useState(0);
  const sentCount = reports.filter(({ state }) => state === "sent").length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what arrives asks for new figures
  useEffect(() => {
    if (sentCount > 0) void reload();
  }, [sentCount]);

  const send = (made: NewReport[]) => {
    if (!outbox.add(made)) {
      tell("手机存储空间不够，没有存下。清理一些空间再报。");
      return false;
    }
    void outbox.flush();
    return true;
  };
  const edit = (report: QueuedReport) => {
    const every = [...mine, ...crew.flatMap(({ keyResults }) => keyResults)];
    const keyResult = every.find(({ id }) => id === report.keyResultId);
    if (!keyResult) return tell("这一项现在不能报了");
    takeUp(keyResult, report);
    outbox.drop(report.id, { keepFiles: true });
    setChosenId(keyResult.id);
    setTab(isCrews(keyResult.id) ? "crew" : "own");
    setTurn((before) => before + 1);
  };

  // What was reported before is seen in any case: it may wait still, or have been refused.
  const sent = <SentList reports={reports} onEdit={edit} />;
  if (mine.length === 0 && crew.length === 0)
    return (
      <>
        <Empty text="现在没有能报的目标。" action={{ text: "提一个新目标", onTap: () => open("propose") }} />
        {sent}
      </>
    );
  const isOthers = chosenId === undefined || isCrews(chosenId);
  const keyResult = mine.find(({ id }) => id === chosenId) ?? (isOthers ? mine[0] : undefined);
  if (!keyResult && !isOthers)
    return (
      <>
        <Empty text="这一项现在不能报了。" action={{ text: "报别的", onTap: () => setChosenId(mine[0]?.id) }} />
        {sent}
      </>
    );
  return (
    <>
      {crew.length > 0 && mine.length > 0 && <Choices options={tabs} value={tab} onChange={setTab} kind="few" />}
      {tab === "own" && keyResult ? (
        <OwnReport
          key={`${keyResult.id} ${turn}`}
          me={me}
          keyResult={keyResult}
          others={mine}
          onChoose={setChosenId}
          send={send}
        />
      ) : (
        <CrewReport key={turn} me={me} crew={crew} send={send} />
      )}
      {sent}
    </>
  );
}

/** What was refused becomes a draft again, figure and all; files are sent anew. */
function takeUp(keyResult: Reportable, { operation, amount, note, confidence, files }: QueuedReport) {
  drafts.write(keyResult.id, {
    entry: { digits: amount.replace("-", ""), big: "", isNegative: amount.startsWith("-") },
    operation,
    isDone: keyResult.kind === "binary" ? amount === "1" : null,
    note: note ?? "",
    confidence,
    files: files.map(({ attachmentId: _, ...file }) => file),
  });
}

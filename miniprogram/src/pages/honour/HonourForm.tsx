import Taro from "@tarojs/taro";
import { useState } from "react";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { Choices } from "../../components/Choices";
import { Field } from "../../components/Field";
import { Page } from "../../components/Page";
import { placeOf, type Receiver } from "../../components/Receiver";
import { ReceiverCard } from "../../components/ReceiverCard";
import { api } from "../../lib/api";
import { open } from "../../lib/open";
import { tell, useAction } from "../../lib/useAction";
import { useKey } from "../../lib/useKey";
import { tellWall } from "../../lib/wall";
import type { AwardBody, AwardChoices, Badge, KeyResult } from "../../lib/wire";
import { BadgeCard } from "./BadgeCard";
import { FigureRow } from "./FigureRow";
import { HonourCard } from "./HonourCard";

interface Props {
  choices: AwardChoices;
  /** Where one came from somebody's page. */
  start: Receiver | undefined;
}

interface Draft {
  receiver: Receiver | undefined;
  kind: AwardBody["kind"];
  badge: Badge | undefined;
  /** What an honour is called. */
  title: string;
  reason: string;
  value: string;
  figure: KeyResult | undefined;
}

const empty: Omit<Draft, "receiver"> = {
  kind: "badge",
  badge: undefined,
  title: "",
  reason: "",
  value: "",
  figure: undefined,
};
const kinds = [
  { value: "badge", text: "勋章" },
  { value: "honour", text: "荣誉证书" },
] as const;
const most = 100;

/** Whom, what, what for: on one page. */
export function HonourForm({ choices, start }: Props) {
  const [draft, setDraft] = useState<Draft>({ ...empty, receiver: start });
  const change = (next: Partial<Draft>) => setDraft({ ...draft, ...next });
  const { receiver, kind, badge, title, reason, value, figure } = draft;
  const body = bodyOf(draft);
  const key = useKey(JSON.stringify(draft));

  const give = useAction(async () => {
    if (!receiver || !body) return;
    await api.giveAward(body, key);
    tell(`已授予${receiver.name}，10 分钟内可以在荣誉墙撤回`);
    tellWall();
    if (Taro.getCurrentPages().length > 1) await Taro.navigateBack();
    else open("awards");
  });

  return (
    <Page
      title="授勋"
      isLeaf
      footer={<Button text="授予" onTap={() => void give.run()} isBusy={give.isBusy} isDisabled={!body} />}
    >
      <ReceiverCard
        receiver={receiver}
        teams={choices.teams}
        noTeams="你还没有可以授勋的团队。"
        said={saidOf(receiver, choices)}
        onPick={(next) => change({ receiver: next, figure: undefined })}
      />
      {receiver && (
        <>
          <Card>
            <Choices
              kind="few"
              label="授予什么"
              options={kinds}
              value={kind}
              onChange={(next) => change({ kind: next })}
            />
          </Card>
          {kind === "badge" ? (
            <BadgeCard badges={choices.badges} badge={badge} onPick={(next) => change({ badge: next })} />
          ) : (
            <HonourCard title={title} onChange={(next) => change({ title: next })} />
          )}
          <Card>
            <Field
              label="为什么授予"
              value={reason}
              onChange={(next) => change({ reason: next })}
              placeholder="例如：连续三个月零差错"
              help={`${[...reason].length}/${most} 字，全公司在荣誉墙上都会看到`}
              isLong
              most={most}
            />
            {choices.values.length > 0 && (
              <Choices
                label="体现了哪条价值观（可不选）"
                options={choices.values.map((text) => ({ value: text, text }))}
                value={value || null}
                onChange={(next) => change({ value: next === value ? "" : next })}
              />
            )}
          </Card>
          {receiver.kind === "person" && (
            <FigureRow person={receiver} figure={figure} onPick={(next) => change({ figure: next })} />
          )}
        </>
      )}
    </Page>
  );
}

/** As the server is asked; undefined while something is missing. */
function bodyOf({ receiver, kind, badge, title, reason, value, figure }: Draft): AwardBody | undefined {
  const isNamed = kind === "badge" ? badge !== undefined : title.trim() !== "";
  if (!receiver || !isNamed || reason.trim() === "") return undefined;
  return {
    kind,
    to: placeOf(receiver),
    ...(kind === "badge" ? { badgeCode: badge?.code } : { title: title.trim() }),
    reason: reason.trim(),
    value: value || null,
    keyResultId: figure?.id ?? null,
  };
}

function saidOf(receiver: Receiver | undefined, { teams }: AwardChoices): string {
  if (receiver?.kind !== "team") return "对方和所在团队会收到消息";
  const people = teams.find(({ id }) => id === receiver.id)?.people ?? 0;
  return `${people} 人会收到，每人一份`;
}

import { View } from "@tarojs/components";
import { useState } from "react";
import type { GivingLimits } from "../lib/wire";
import { Avatar } from "./Avatar";
import { Card } from "./Card";
import { Choices } from "./Choices";
import { Empty } from "./Empty";
import { PeoplePicker } from "./PeoplePicker";
import type { Receiver } from "./Receiver";
import { Row } from "./Row";

interface Props {
  receiver: Receiver | undefined;
  teams: GivingLimits["teams"];
  /** Said where there are none. */
  noTeams: string;
  /** What is known of whom it is for: how many, or why it cannot be given. */
  said: string | undefined;
  onPick: (receiver: Receiver | undefined) => void;
}

const kinds = [
  { value: "person", text: "一位同事" },
  { value: "team", text: "一个团队" },
] as const;

/** Whom it is for: a colleague looked for by name, or one of the teams below. */
export function ReceiverCard({ receiver, teams, noTeams, said, onPick }: Props) {
  const [kind, setKind] = useState(receiver?.kind ?? "person");
  if (receiver)
    return (
      <Card>
        <Row
          icon={<Avatar name={receiver.name} />}
          title={`给 ${receiver.name}`}
          meta={said}
          value="换一个"
          onTap={() => onPick(undefined)}
        />
      </Card>
    );
  return (
    <Card>
      <Choices kind="few" label="给谁" options={kinds} value={kind} onChange={setKind} />
      <View className="receiver">
        {kind === "person" ? (
          <PeoplePicker label="名字" onPick={({ id, name }) => onPick({ kind: "person", id, name })} />
        ) : teams.length === 0 ? (
          <Empty text={noTeams} />
        ) : (
          teams.map(({ id, name, people }) => (
            <Row key={id} title={name} value={`${people} 人`} onTap={() => onPick({ kind: "team", id, name })} />
          ))
        )}
      </View>
    </Card>
  );
}

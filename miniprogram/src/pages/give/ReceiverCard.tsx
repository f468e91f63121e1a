import { View } from "@tarojs/components";
import { useState } from "react";
import { Avatar } from "../../components/Avatar";
import { Card } from "../../components/Card";
import { Choices } from "../../components/Choices";
import { Empty } from "../../components/Empty";
import { PeoplePicker } from "../../components/PeoplePicker";
import { Row } from "../../components/Row";
import type { GivingLimits } from "../../lib/wire";
import type { Receiver } from "./Receiver";

interface Props {
  receiver: Receiver | undefined;
  teams: GivingLimits["teams"];
  /** What is known of whom it is for: how many, or why it cannot be given. */
  said: string | undefined;
  onPick: (receiver: Receiver | undefined) => void;
}

const kinds = [
  { value: "person", text: "一位同事" },
  { value: "team", text: "一个团队" },
] as const;

/** Whom it is for: a colleague looked for by name, or one of the teams below. */
export function ReceiverCard({ receiver, teams, said, onPick }: Props) {
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
      <View className="give__pick">
        {kind === "person" ? (
          <PeoplePicker label="名字" onPick={({ id, name }) => onPick({ kind: "person", id, name })} />
        ) : teams.length === 0 ? (
          <Empty text="你还没有可以发红包的团队。" />
        ) : (
          teams.map(({ id, name, people }) => (
            <Row key={id} title={name} value={`${people} 人`} onTap={() => onPick({ kind: "team", id, name })} />
          ))
        )}
      </View>
    </Card>
  );
}

import { useState } from "react";
import { Card } from "../../components/Card";
import type { Receiver } from "../../components/Receiver";
import { Row } from "../../components/Row";
import { valueText } from "../../lib/keyResultText";
import type { KeyResult } from "../../lib/wire";
import { FigureSheet } from "./FigureSheet";

interface Props {
  person: Receiver;
  figure: KeyResult | undefined;
  onPick: (figure: KeyResult | undefined) => void;
}

/** The number behind it: one of the receiver's key results, as it stands now. */
export function FigureRow({ person, figure, onPick }: Props) {
  const [isPicking, setPicking] = useState(false);
  return (
    <Card>
      {figure ? (
        <Row title={figure.title} meta={valueText(figure)} value="去掉" onTap={() => onPick(undefined)} />
      ) : (
        <Row
          title="附上数据（可不选）"
          meta="对方目标里的一个数，写在荣誉上"
          value="选一个"
          onTap={() => setPicking(true)}
        />
      )}
      {isPicking && (
        <FigureSheet
          person={person}
          onClose={() => setPicking(false)}
          onPick={(picked) => {
            setPicking(false);
            onPick(picked);
          }}
        />
      )}
    </Card>
  );
}

import { Empty } from "../../components/Empty";
import { Loaded } from "../../components/Page";
import type { Receiver } from "../../components/Receiver";
import { Row } from "../../components/Row";
import { Sheet } from "../../components/Sheet";
import { Skeleton } from "../../components/Skeleton";
import { api } from "../../lib/api";
import { valueText } from "../../lib/keyResultText";
import { useQuery } from "../../lib/useQuery";
import type { KeyResult } from "../../lib/wire";

interface Props {
  person: Receiver;
  onClose: () => void;
  onPick: (figure: KeyResult) => void;
}

/** The key results of somebody that one may see. */
export function FigureSheet({ person, onClose, onPick }: Props) {
  const query = useQuery(() => api.person(person.id));
  return (
    <Sheet title={`${person.name} 的数据`} onClose={onClose}>
      <Loaded query={query} skeleton={<Skeleton hasHero={false} cards={2} />}>
        {({ goals }) => {
          const figures = goals.flatMap(({ title, keyResults }) => keyResults.map((one) => ({ ...one, goal: title })));
          if (figures.length === 0) return <Empty text={`${person.name} 没有进行中的、你能看到的目标。`} />;
          return figures.map(({ goal, ...one }) => (
            <Row key={one.id} title={one.title} meta={goal} value={valueText(one)} onTap={() => onPick(one)} />
          ));
        }}
      </Loaded>
    </Sheet>
  );
}

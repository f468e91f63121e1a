import { Badge as Drawn } from "../../components/Badge";
import { Card } from "../../components/Card";
import { Empty } from "../../components/Empty";
import { Row } from "../../components/Row";
import { drawnOf, levelText } from "../../lib/badgeText";
import type { Badge } from "../../lib/wire";

interface Props {
  badges: readonly Badge[];
  badge: Badge | undefined;
  onPick: (badge: Badge | undefined) => void;
}

/** Which badge: all of them with what each is for, or the one that was picked. */
export function BadgeCard({ badges, badge, onPick }: Props) {
  if (badge)
    return (
      <Card title="勋章">
        <Row
          icon={<Drawn {...drawnOf(badge)} size={56} />}
          title={badge.name}
          meta={`${levelText(badge.level)} · ${badge.description}`}
          value="换一枚"
          onTap={() => onPick(undefined)}
        />
      </Card>
    );
  return (
    <Card title="选一枚勋章">
      {badges.length === 0 && <Empty text="公司还没有勋章，请联系人事添加，或者改授荣誉证书。" />}
      {badges.map((one) => (
        <Row
          key={one.code}
          icon={<Drawn {...drawnOf(one)} size={56} />}
          title={one.name}
          meta={one.description}
          value={levelText(one.level)}
          onTap={() => onPick(one)}
        />
      ))}
    </Card>
  );
}

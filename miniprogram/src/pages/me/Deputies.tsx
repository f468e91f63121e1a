import { Text, View } from "@tarojs/components";
import Taro from "@tarojs/taro";
import { useState } from "react";
import { Avatar } from "../../components/Avatar";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { Row } from "../../components/Row";
import { Tap } from "../../components/Tap";
import { api } from "../../lib/api";
import { dayText } from "../../lib/format";
import { tell, useAction } from "../../lib/useAction";
import type { Deputy, Me } from "../../lib/wire";
import { NameDeputy } from "./NameDeputy";

const daysOf = ({ startsOn, endsOn }: Deputy) =>
  startsOn === endsOn ? dayText(startsOn) : `${dayText(startsOn)} 到 ${dayText(endsOn)}`;

/** Who decides for me, and for whom I decide. */
export function Deputies({ me, onChanged }: { me: Me; onChanged: () => Promise<void> }) {
  const [isNaming, setNaming] = useState(false);
  const end = useAction(async ({ id, person }: Deputy) => {
    const { confirm } = await Taro.showModal({
      title: "收回代审批",
      content: `不再请${person.name}代审批？等你处理的会回到你这里。`,
      confirmText: "收回",
      cancelText: "不收回",
    });
    if (!confirm) return;
    await api.endDeputy(id);
    tell("已收回");
    await onChanged();
  });
  return (
    <Card title="代理审批">
      {me.deputies.map((deputy) => (
        <Row
          key={deputy.id}
          icon={<Avatar name={deputy.person.name} />}
          title={`${deputy.person.name} 代我审批`}
          meta={daysOf(deputy)}
          value={
            <Tap
              className="page__link"
              label={`收回 ${deputy.person.name} 的代审批`}
              onTap={() => void end.run(deputy)}
            >
              <Text>收回</Text>
            </Tap>
          }
        />
      ))}
      {me.standsInFor.map((deputy) => (
        <Row
          key={deputy.id}
          icon={<Avatar name={deputy.person.name} />}
          title={`我代 ${deputy.person.name} 审批`}
          meta={daysOf(deputy)}
        />
      ))}
      {me.isManager && (
        <>
          {me.deputies.length === 0 && <Text className="me__place">休假时请一位同事代你审批，到期自动收回。</Text>}
          <View className="buttons">
            <Button kind="quiet" text="请人代审批" onTap={() => setNaming(true)} />
          </View>
        </>
      )}
      {isNaming && <NameDeputy onClose={() => setNaming(false)} onDone={onChanged} />}
    </Card>
  );
}

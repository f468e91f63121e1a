import { View } from "@tarojs/components";
import Taro from "@tarojs/taro";
import { useState } from "react";
import { Button } from "../../components/Button";
import { api } from "../../lib/api";
import { tell, useAction } from "../../lib/useAction";
import type { Packet } from "../../lib/wire";
import { ReturnPacket } from "./ReturnPacket";

/** What may be decided about a packet that waits. */
export function PacketMoves({ packet, onChanged }: { packet: Packet; onChanged: (packet: Packet) => void }) {
  const [isReturning, setReturning] = useState(false);
  const approve = useAction(async () => {
    const changed = await api.approvePacket(packet.id);
    onChanged(changed);
    tell(changed.state === "approved" ? "已通过，正在发放" : "已通过，等另一位");
  });
  const cancel = useAction(async () => {
    const { confirm } = await Taro.showModal({
      title: "取消这个红包？",
      content: "钱会回到预算。",
      confirmText: "取消红包",
      cancelText: "再想想",
    });
    if (!confirm) return;
    onChanged(await api.cancelPacket(packet.id));
    tell("已取消，钱回到预算");
  });
  const may = packet.abilities;
  return (
    <>
      {(may.approve || may.return) && (
        <View className="buttons buttons--first">
          {may.return && (
            <Button kind="quiet" text="退回" onTap={() => setReturning(true)} isDisabled={approve.isBusy} />
          )}
          {may.approve && <Button text="通过" onTap={() => void approve.run()} isBusy={approve.isBusy} />}
        </View>
      )}
      {may.cancel && <Button kind="danger" text="取消红包" onTap={() => void cancel.run()} isBusy={cancel.isBusy} />}
      {isReturning && <ReturnPacket packet={packet} onClose={() => setReturning(false)} onDone={onChanged} />}
    </>
  );
}

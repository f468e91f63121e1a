import { View } from "@tarojs/components";
import { useState } from "react";
import { Button } from "../../components/Button";
import { Choices } from "../../components/Choices";
import { Field } from "../../components/Field";
import { Sheet } from "../../components/Sheet";
import { api } from "../../lib/api";
import { tell, useAction } from "../../lib/useAction";
import type { Packet } from "../../lib/wire";
import { packetReturnReasons } from "./packetReturnReasons";

interface Props {
  packet: Pick<Packet, "id" | "giver">;
  onClose: () => void;
  onDone: (packet: Packet) => void;
}

const usual = packetReturnReasons.map((text) => ({ value: text as string, text }));

/** Refuses a packet with a reason: a usual one, or one's own words. */
export function ReturnPacket({ packet, onClose, onDone }: Props) {
  const [note, setNote] = useState("");
  const send = useAction(async () => {
    onDone(await api.returnPacket(packet.id, note.trim()));
    tell("已退回，钱回到预算");
    onClose();
  });
  return (
    <Sheet title={`退回 ${packet.giver?.name ?? "规则"} 的红包`} onClose={onClose}>
      <Choices
        kind="pairs"
        label="常用原因"
        options={usual}
        value={usual.some(({ value }) => value === note) ? note : null}
        onChange={setNote}
      />
      <Field
        label="告诉对方为什么"
        value={note}
        onChange={setNote}
        placeholder="例如：这个月的预算留给大促"
        isLong
        most={100}
      />
      <View className="buttons">
        <Button text="退回" onTap={() => void send.run()} isBusy={send.isBusy} isDisabled={note.trim() === ""} />
      </View>
    </Sheet>
  );
}

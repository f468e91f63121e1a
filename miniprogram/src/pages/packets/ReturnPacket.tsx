import { ReasonSheet } from "../../components/ReasonSheet";
import { api } from "../../lib/api";
import { tell } from "../../lib/useAction";
import type { Packet } from "../../lib/wire";
import { packetReturnReasons } from "./packetReturnReasons";

interface Props {
  packet: Pick<Packet, "id" | "giver">;
  onClose: () => void;
  onDone: (packet: Packet) => void;
}

/** Refuses a packet with a reason. */
export const ReturnPacket = ({ packet, onClose, onDone }: Props) => (
  <ReasonSheet
    title={`退回 ${packet.giver?.name ?? "规则"} 的红包`}
    label="告诉对方为什么"
    placeholder="例如：这个月的预算留给大促"
    reasons={packetReturnReasons}
    most={100}
    send={async (note) => {
      onDone(await api.returnPacket(packet.id, note));
      tell("已退回，钱回到预算");
    }}
    onClose={onClose}
  />
);

import { useRouter } from "@tarojs/taro";
import { PacketDetail } from "./PacketDetail";
import { PacketList } from "./PacketList";
import "./index.scss";

/** 红包: those I gave or decide on, or the one a message speaks of. */
export default function PacketsPage() {
  const { id, scope } = useRouter().params;
  if (id !== undefined) return <PacketDetail id={id} />;
  return <PacketList start={scope === "waiting" || scope === "held" ? scope : "given"} />;
}

import { Text, View } from "@tarojs/components";
import { useState } from "react";
import { api } from "../lib/api";
import { momentText } from "../lib/format";
import { showCertificate } from "../lib/showCertificate";
import type { Badge as Drawn } from "../lib/svg";
import { useAction } from "../lib/useAction";
import type { Recognition } from "../lib/wire";
import { Badge } from "./Badge";
import { CertificateSheet } from "./CertificateSheet";
import { Tap } from "./Tap";

interface Props {
  recognition: Recognition;
  /** Opens whom it was given to. */
  onTap?: () => void;
  onRetract?: () => void;
}

const whatWords = ({ kind, badge, title }: Recognition): string =>
  ({
    praise: "收到表扬",
    badge: `获得「${badge ?? "达标"}」勋章`,
    honour: title ? `获得「${title}」荣誉` : "获得荣誉证书",
    packet: "收到红包",
  })[kind];

/** An honour or a packet without a badge of its own is drawn as these. */
const looks = {
  honour: { shape: "ribbon", sign: "crown", tone: "gold" },
  packet: { shape: "shield", sign: "heart", tone: "red" },
} as const;

function lookOf({ kind, badgeLook }: Recognition): Drawn {
  if (kind === "praise") return { kind };
  const named = badgeLook && { name: badgeLook.name, rank: badgeLook.level };
  return { kind: "badge", ...named, design: badgeLook?.design ?? (kind === "badge" ? null : looks[kind]) };
}

/** For whom, what for, by whom and when, with the number behind it. What was taken back is shown as that. */
export function RecognitionCard({ recognition, onTap, onRetract }: Props) {
  const { receiver, team, giver, reason, keyResultTitle, figure, value, at, isRevoked } = recognition;
  const why = reason ?? keyResultTitle;
  const inside = (
    <>
      <Badge {...lookOf(recognition)} size={56} />
      <View className="honour__words">
        <Text className="honour__name">{team ? `${team.name} ${team.members} 人` : receiver.name}</Text>
        <Text className="honour__what">{whatWords(recognition)}</Text>
        {isRevoked ? <Text className="honour__why">已撤回</Text> : why && <Text className="honour__why">{why}</Text>}
        {!isRevoked && figure && <Text className="honour__when">{figure}</Text>}
        <Text className="honour__when">{[giver?.name, momentText(at), value].filter(Boolean).join(" · ")}</Text>
      </View>
    </>
  );
  return (
    <View className={`card honour${isRevoked ? " honour--revoked" : ""}`}>
      {onTap ? (
        <Tap className="honour__main" role="link" onTap={onTap}>
          {inside}
        </Tap>
      ) : (
        <View className="honour__main">{inside}</View>
      )}
      {!isRevoked && <Actions recognition={recognition} onRetract={onRetract} />}
    </View>
  );
}

/** What can be done with it: thank or congratulate once, see its certificate, take it back. */
function Actions({ recognition, onRetract }: Pick<Props, "recognition" | "onRetract">) {
  const { id, cheers, certificateId, abilities } = recognition;
  const [isCheered, setCheered] = useState(cheers.isMine);
  const cheer = useAction(async () => {
    await api.cheer(id);
    setCheered(true);
  });
  const [isChoosing, setChoosing] = useState(false);
  // One's own of a team's is there; who gave it may see them all.
  const isChoice = recognition.team !== null && !recognition.isMine;
  const mine = isCheered && !cheers.isMine ? 1 : 0;
  const words = cheersText(
    recognition.isMine ? { ...cheers, thanks: cheers.thanks + mine } : { ...cheers, congrats: cheers.congrats + mine },
  );
  const mayCheer = abilities.cheer && !isCheered;
  const mayRetract = onRetract !== undefined && abilities.retract;
  if (words === "" && !mayCheer && certificateId === null && !mayRetract) return null;
  return (
    <View className="honour__actions">
      <Text className="honour__cheers">{words}</Text>
      {mayCheer && (
        <Tap className="honour__action" onTap={() => void cheer.run()}>
          <Text>{recognition.isMine ? "感谢" : "祝贺"}</Text>
        </Tap>
      )}
      {certificateId !== null && (
        <Tap
          className="honour__action"
          onTap={() => (isChoice ? setChoosing(true) : void showCertificate(certificateId))}
        >
          <Text>看证书</Text>
        </Tap>
      )}
      {mayRetract && (
        <Tap className="honour__action" onTap={onRetract}>
          <Text>撤回</Text>
        </Tap>
      )}
      {isChoosing && <CertificateSheet recognitionId={id} onClose={() => setChoosing(false)} />}
    </View>
  );
}

/** '已感谢 · 2 人祝贺'; of a team several may have thanked. */
function cheersText({ thanks, congrats }: { thanks: number; congrats: number }): string {
  const thanked = thanks > 1 ? `${thanks} 人感谢` : thanks === 1 ? "已感谢" : "";
  return [thanked, congrats > 0 ? `${congrats} 人祝贺` : ""].filter((part) => part !== "").join(" · ");
}

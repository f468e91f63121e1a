import { Text, View } from "@tarojs/components";
import { momentText } from "../lib/format";
import type { Recognition } from "../lib/wire";
import { Badge } from "./Badge";
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
    badge: `获得「${badge ?? "达标"}」徽章`,
    honour: title ? `获得「${title}」荣誉` : "获得荣誉证书",
    packet: "收到红包",
  })[kind];

/** A badge, or praise: for whom, what for, by whom and when. What was taken back is shown as that. */
export function RecognitionCard({ recognition, onTap, onRetract }: Props) {
  const { kind, receiver, giver, reason, keyResultTitle, at, isRevoked, abilities } = recognition;
  const inside = (
    <>
      <Badge kind={kind === "praise" ? "praise" : "badge"} size={56} />
      <View className="honour__words">
        <Text className="honour__name">{receiver.name}</Text>
        <Text className="honour__what">{whatWords(recognition)}</Text>
        {isRevoked ? (
          <Text className="honour__why">已撤回</Text>
        ) : (
          (keyResultTitle ?? reason) && <Text className="honour__why">{keyResultTitle ?? reason}</Text>
        )}
        <Text className="honour__when">
          {giver ? `${giver.name} · ` : ""}
          {momentText(at)}
        </Text>
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
      {onRetract && abilities.retract && !isRevoked && (
        <Tap className="honour__retract" onTap={onRetract}>
          <Text>撤回这条表扬</Text>
        </Tap>
      )}
    </View>
  );
}

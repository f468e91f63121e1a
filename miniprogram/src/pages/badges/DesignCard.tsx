import { Text, View } from "@tarojs/components";
import { Badge } from "../../components/Badge";
import { Card } from "../../components/Card";
import { Tap } from "../../components/Tap";
import type { BadgeDesign } from "../../lib/wire";
import { parts } from "./badgeDraft";

interface Props {
  level: number;
  design: BadgeDesign;
  onChange: (design: BadgeDesign) => void;
}

const rows = [
  { part: "shape", label: "形状" },
  { part: "sign", label: "图案" },
  { part: "tone", label: "颜色" },
] as const;

/** Shape, sign and tone: each choice drawn as the badge would be with it. */
export function DesignCard({ level, design, onChange }: Props) {
  return (
    <Card>
      {rows.map(({ part, label }) => (
        <View key={part} className="design">
          <Text className="field__label">{label}</Text>
          <View className="design__tiles">
            {parts[part].map(({ value, text }) => {
              const next: BadgeDesign = { ...design, [part]: value };
              return (
                <Tap
                  key={value}
                  className={`design__tile${design[part] === value ? " design__tile--on" : ""}`}
                  label={`${label}：${text}`}
                  isPressed={design[part] === value}
                  onTap={() => onChange(next)}
                >
                  <Badge kind="badge" design={next} rank={level} size={40} label={text} />
                </Tap>
              );
            })}
          </View>
        </View>
      ))}
    </Card>
  );
}

import { Text, View } from "@tarojs/components";
import { Tap } from "../../components/Tap";
import type { Person } from "../../lib/wire";

interface Props {
  people: readonly Person[];
  shares: Readonly<Record<string, number>>;
  onChange: (shares: Record<string, number>) => void;
}

const most = 99;

/** How many shares each gets, one unless said otherwise. */
export function SharesCard({ people, shares, onChange }: Props) {
  return (
    <View className="shares">
      {people.map(({ id, name }) => {
        const count = shares[id] ?? 1;
        const set = (next: number) => onChange({ ...shares, [id]: next });
        return (
          <View key={id} className="shares__row">
            <Text className="shares__name">{name}</Text>
            <Tap className="shares__step" label={`${name}少一份`} isDisabled={count <= 1} onTap={() => set(count - 1)}>
              <Text>−</Text>
            </Tap>
            <Text className="shares__count">{count} 份</Text>
            <Tap
              className="shares__step"
              label={`${name}多一份`}
              isDisabled={count >= most}
              onTap={() => set(count + 1)}
            >
              <Text>+</Text>
            </Tap>
          </View>
        );
      })}
    </View>
  );
}

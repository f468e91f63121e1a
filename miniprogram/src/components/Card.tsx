import { Text, View } from "@tarojs/components";
import type { PropsWithChildren, ReactNode } from "react";

interface Props {
  title?: string;
  /** At the right of the title. */
  aside?: ReactNode;
  className?: string;
}

/** A surface of its own for one matter. */
export function Card({ title, aside, className = "", children }: PropsWithChildren<Props>) {
  return (
    <View className={`card ${className}`}>
      {(title || aside) && (
        <View className="card__head">
          {title && <Text className="card__title">{title}</Text>}
          {aside}
        </View>
      )}
      {children}
    </View>
  );
}

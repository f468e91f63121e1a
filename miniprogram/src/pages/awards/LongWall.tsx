import { View } from "@tarojs/components";
import Taro, { usePageScroll } from "@tarojs/taro";
import { memo, type ReactNode, useId, useMemo, useRef, useState } from "react";

interface Props<T> {
  items: readonly T[];
  render: (item: T) => ReactNode;
}

/** What is drawn and left out together. */
const blockSize = 10;

interface Seen {
  first: number;
  last: number;
  /** Of every block, px as on the screen: what is left out keeps its room. */
  heights: readonly number[];
}

/** Cards of any height, of which only the blocks near the screen exist. */
export function LongWall<T extends { id: string }>({ items, render }: Props<T>) {
  const id = `wall-${useId().replace(/\W/g, "")}`;
  const blocks = useMemo(
    () =>
      Array.from({ length: Math.ceil(items.length / blockSize) }, (_, index) =>
        items.slice(index * blockSize, (index + 1) * blockSize),
      ),
    [items],
  );
  const [seen, setSeen] = useState<Seen>();
  const lookedAt = useRef(0);

  usePageScroll(({ scrollTop }) => {
    const { windowHeight } = Taro.getWindowInfo();
    if (Math.abs(scrollTop - lookedAt.current) < windowHeight / 3) return;
    lookedAt.current = scrollTop;
    Taro.createSelectorQuery()
      .selectAll(`#${id} .wall__block`)
      .boundingClientRect()
      .exec(([found]) => {
        const places: { top: number; bottom: number; height: number }[] = found ?? [];
        const isNear = places.map(({ top, bottom }) => bottom > -windowHeight && top < 2 * windowHeight);
        const [first, last] = [isNear.indexOf(true), isNear.lastIndexOf(true)];
        setSeen((before) =>
          before?.first === first && before.last === last
            ? before
            : { first, last, heights: places.map(({ height }) => height) },
        );
      });
  });

  /** The room of a block that is far away; none where it was never measured. */
  const roomOf = (index: number) =>
    seen && seen.first >= 0 && (index < seen.first || index > seen.last) ? seen.heights[index] : undefined;
  return (
    <View id={id} className="wall span">
      {blocks.map((block, index) => {
        const room = roomOf(index);
        return (
          <View key={block[0]?.id} className="wall__block" style={room ? { height: `${room}px` } : undefined}>
            {room === undefined && <Block items={block} render={render as (item: { id: string }) => ReactNode} />}
          </View>
        );
      })}
    </View>
  );
}

interface BlockProps {
  items: readonly { id: string }[];
  render: (item: { id: string }) => ReactNode;
}

const Block = memo(({ items, render }: BlockProps) => (
  <>
    {items.map((item) => (
      <View key={item.id}>{render(item)}</View>
    ))}
  </>
));

import { View } from "@tarojs/components";
import Taro, { usePageScroll, useReachBottom } from "@tarojs/taro";
import { memo, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { size } from "../lib/size";
import { useTextScale } from "../lib/textScale";

interface Props<T> {
  items: readonly T[];
  /** Height of one at the usual size of letters, px; its content must not be higher. */
  rowHeight: number;
  render: (item: T) => ReactNode;
  /** The end is near: load more. */
  onEnd?: () => void;
}

/** The window moves in steps of so many rows: few, because all of a step's rows are drawn in one task. */
const step = 5;
/** Steps drawn beyond the screen at either end: a fling is faster than a slow phone. */
const reserve = 2;

/** A list of any length of which only what is near the screen exists. */
export function LongList<T extends { id: string }>({ items, rowHeight, render, onEnd }: Props<T>) {
  const height = Math.round(rowHeight * useTextScale());
  const id = `list-${useId().replace(/\W/g, "")}`;
  const top = useRef(0);
  const { windowHeight, perPixel } = useScreen();
  const [first, setFirst] = useState(0);
  const shown = step * (Math.ceil(windowHeight / (height * step)) + 2 * reserve);

  const isEmpty = items.length === 0;
  useEffect(() => {
    if (isEmpty) return;
    Taro.createSelectorQuery()
      .select(`#${id}`)
      .boundingClientRect()
      .selectViewport()
      .scrollOffset()
      .exec(([rect, scroll]) => {
        top.current = (rect?.top ?? 0) + (scroll?.scrollTop ?? 0);
      });
  }, [id, isEmpty]);

  usePageScroll(({ scrollTop }) => {
    const row = Math.floor((scrollTop - top.current) / (height * perPixel));
    const next = Math.max(0, (Math.floor(row / step) - reserve) * step);
    setFirst((before) => (before === next ? before : next));
  });
  useReachBottom(() => onEnd?.());

  const start = Math.min(first, Math.max(0, Math.floor((items.length - 1) / step) * step));
  return (
    <View id={id} className="long" style={{ height: size(items.length * height) }}>
      <View className="long__window" style={{ transform: `translateY(${size(start * height)})` }}>
        {items.slice(start, start + shown).map((item) => (
          <Line key={item.id} item={item} height={height} render={render as (item: { id: string }) => ReactNode} />
        ))}
      </View>
    </View>
  );
}

interface LineProps {
  item: { id: string };
  height: number;
  render: (item: { id: string }) => ReactNode;
}

/** Rows that stay where the window moves are not drawn again. */
const Line = memo(({ item, height, render }: LineProps) => (
  <View className="long__row" style={{ height: size(height) }}>
    {render(item)}
  </View>
));

/** Screen height in design pixels, and real pixels per design pixel. */
function useScreen() {
  const { windowHeight, windowWidth } = Taro.getWindowInfo();
  const perPixel = process.env.TARO_ENV === "h5" ? 1 : windowWidth / 375;
  return { windowHeight: windowHeight / perPixel, perPixel };
}

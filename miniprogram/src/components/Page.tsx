import { Text, View } from "@tarojs/components";
import Taro from "@tarojs/taro";
import { type CSSProperties, type ReactNode, useEffect } from "react";
import { ApiError, wordsOf } from "../lib/errors";
import { momentText } from "../lib/format";
import { goBack } from "../lib/open";
import { useTextScale } from "../lib/textScale";
import type { Query } from "../lib/useQuery";
import { Button } from "./Button";
import { Skeleton } from "./Skeleton";
import { Tap } from "./Tap";

interface Props {
  children: ReactNode;
  /** The main action, at the thumb. */
  footer?: ReactNode;
  /** Said at the head of the screen in the browser, which shows no bar of its own; in the bar elsewhere. */
  title?: string;
  /** At the right of the title. */
  aside?: ReactNode;
  /** Lays cards in two columns where there is room. */
  isGrid?: boolean;
  /** No tab leads here: a browser frame that has no way back of its own gets one. */
  isLeaf?: boolean;
}

const isWeb = process.env.TARO_ENV === "h5";

/** What every screen stands on: margins, safe areas, the size of letters. */
export function Page({ children, footer, title, aside, isGrid = false, isLeaf = false }: Props) {
  const scale = useTextScale();
  useEffect(() => {
    // The mini-program's own bar says it, once.
    if (!isWeb && title) void Taro.setNavigationBarTitle({ title });
  }, [title]);
  return (
    <View
      className={`page${footer ? " page--footed" : ""}${isGrid ? " page--grid" : ""}`}
      style={{ "--scale": String(scale) } as CSSProperties}
    >
      {((isWeb && title) || aside) && (
        <View className="page__head">
          {isWeb && isLeaf && (
            <Tap className="page__back" onTap={goBack} label="返回">
              <View className="page__arrow" />
            </Tap>
          )}
          <Text className="page__title">{isWeb ? title : ""}</Text>
          {aside}
        </View>
      )}
      <View className={`page__body${isGrid ? " page__body--grid" : ""}`}>{children}</View>
      {footer && (
        <View className="page__footer">
          <View className="page__footer-inside">{footer}</View>
        </View>
      )}
    </View>
  );
}

interface LoadedProps<T> {
  query: Query<T>;
  skeleton?: ReactNode;
  children: (data: T) => ReactNode;
}

/** What a query has brought: the screen, its outline while it loads, or what went wrong with a way to try again. */
export function Loaded<T>({ query, skeleton = <Skeleton />, children }: LoadedProps<T>) {
  if (query.data === undefined)
    return query.error ? <Fault error={query.error} onRetry={() => void query.reload()} /> : skeleton;
  return (
    <>
      {query.asOf && <Text className="stale">没有网络，显示的是 {momentText(query.asOf)} 的数据</Text>}
      {query.error !== undefined && <Text className="stale">没能更新：{wordsOf(query.error)}</Text>}
      {children(query.data)}
    </>
  );
}

/** What happened, and a way to try again; what is not there will not be there next time. */
export function Fault({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const isMissing = error instanceof ApiError && error.status === 404;
  return (
    <View className="empty">
      <Text className="empty__text">{wordsOf(error)}</Text>
      {isMissing ? (
        <Button kind="quiet" text="返回" onTap={goBack} />
      ) : (
        <Button kind="quiet" text="再试一次" onTap={onRetry} />
      )}
    </View>
  );
}

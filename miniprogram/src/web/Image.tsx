import type { ImageProps } from "@tarojs/components";
import type { CSSProperties } from "react";

type Props = Pick<ImageProps, "src" | "className" | "mode" | "lazyLoad"> & {
  style?: CSSProperties;
  nativeProps?: { alt?: string };
};

/** A picture, whole or filling its frame. */
export function Image({ src, className, mode, lazyLoad, style, nativeProps }: Props) {
  const objectFit = mode === "aspectFill" ? "cover" : "contain";
  return (
    <img
      src={src}
      className={className}
      alt={nativeProps?.alt ?? ""}
      loading={lazyLoad ? "lazy" : undefined}
      style={{ objectFit, ...style }}
    />
  );
}

import type { TextProps } from "@tarojs/components";
import type { HTMLAttributes } from "react";

type Props = Omit<HTMLAttributes<HTMLSpanElement>, keyof TextProps> & TextProps;

/** Words in a line. */
export const Text = (props: Props) => <span {...(props as HTMLAttributes<HTMLSpanElement>)} />;

// What `@tarojs/components` is in the browser (config/lightPages.ts). Taro's own are custom elements with a runtime
// behind each of them: a second of a slow phone's time before the first view, and most of the work of a long list.
export { Input, Picker, Textarea } from "@tarojs/components/lib/react";
export { Image } from "./Image";
export { Text } from "./Text";
export { View } from "./View";

import { join } from "node:path";
import type { IPluginContext, TaroPlatformBase } from "@tarojs/service";
import attributes from "./ariaAttributes.json";

/**
 * Lets the templates of the mini-program pass on what tells those who cannot see the screen about an element: of
 * itself Taro drops every attribute that is not in its list.
 */
export default (ctx: IPluginContext) => {
  ctx.registerMethod({
    name: "onSetupClose",
    fn(platform: TaroPlatformBase) {
      if (!platform.template) return;
      platform.template.mergeComponents(ctx, attributes);
      platform.runtimePath = [platform.runtimePath, join(__dirname, "ariaRuntime.js").replaceAll("\\", "/")].flat();
    },
  });
};

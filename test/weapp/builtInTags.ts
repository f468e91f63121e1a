/** The components of WeChat's that the harness has; `browser/builtIns.js` defines them. */
export const builtInTags = ["view", "text", "scroll-view", "image", "input", "textarea", "picker"] as const;

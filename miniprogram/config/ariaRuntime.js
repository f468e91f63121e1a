import { mergeInternalComponents } from "@tarojs/shared";
import attributes from "./ariaAttributes.json";

// Attributes travel under short names counted from the list of what a component takes: the templates' list and this one
// have to be the same.
mergeInternalComponents(attributes);

import { Spine1764000000000 } from "./1764000000000-Spine";

/** In order; never edited once shipped. */
export const migrations = [Spine1764000000000];

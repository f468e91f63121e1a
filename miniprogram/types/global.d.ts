/// <reference types="@tarojs/taro" />

declare module "*.scss";

/** Where the server is; empty for the pages it serves itself. */
declare const API_BASE: string;

declare namespace NodeJS {
  interface ProcessEnv {
    /** Replaced when the pages are built. */
    TARO_ENV: "weapp" | "h5";
  }
}

const swc = (parser, transform) => [
  "@swc/jest",
  { swcrc: false, jsc: { target: "es2022", parser, transform, keepClassNames: true }, module: { type: "commonjs" } },
];

/** @type {import('jest').Config} */
module.exports = {
  projects: [
    {
      displayName: "server",
      testEnvironment: "node",
      roots: ["<rootDir>/test"],
      testMatch: ["**/*.test.ts"],
      testPathIgnorePatterns: ["<rootDir>/test/miniprogram/"],
      transform: { "^.+\\.ts$": "@swc/jest" },
      globalSetup: "<rootDir>/test/globalSetup.ts",
      globalTeardown: "<rootDir>/test/globalTeardown.ts",
    },
    {
      displayName: "phone",
      testEnvironment: "jsdom",
      roots: ["<rootDir>/test/miniprogram"],
      testMatch: ["**/*.test.{ts,tsx}"],
      setupFiles: ["<rootDir>/test/miniprogram/stubs/setup.ts"],
      transform: { "^.+\\.tsx?$": swc({ syntax: "typescript", tsx: true }, { react: { runtime: "automatic" } }) },
      moduleNameMapper: {
        "^@tarojs/components$": "<rootDir>/test/miniprogram/stubs/components.tsx",
        "^@tarojs/taro$": "<rootDir>/test/miniprogram/stubs/taro.ts",
        "\\.(scss|png)$": "<rootDir>/test/miniprogram/stubs/empty.ts",
      },
    },
  ],
  maxWorkers: 2,
  // Of all projects: their own would not be heard.
  testTimeout: 30_000,
};

const isH5 = process.env.TARO_ENV === "h5";

module.exports = {
  presets: [
    [
      "taro",
      {
        framework: "react",
        ts: true,
        compiler: "webpack5",
        // As package.json says, which the preset does not find. What these lack besides is in src/web/first.js.
        ...(isH5 && { targets: { chrome: "66", ios: "12" } }),
        useBuiltIns: false,
      },
    ],
  ],
};

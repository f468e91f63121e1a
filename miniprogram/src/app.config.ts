/** The browser has its own way to be dark (app.scss); the mini-program takes these from theme.json. */
const isMini = process.env.TARO_ENV === "weapp";
const bar = isMini ? "@bar" : "#FFFFFF";

export default defineAppConfig({
  pages: [
    "pages/today/index",
    "pages/goals/index",
    "pages/team/index",
    "pages/awards/index",
    "pages/me/index",
    "pages/goal/index",
    "pages/report/index",
    "pages/propose/index",
    "pages/approvals/index",
    "pages/person/index",
    "pages/search/index",
    "pages/settings/index",
    "pages/ideas/index",
    "pages/election/index",
    "pages/packets/index",
    "pages/give/index",
    "pages/budgets/index",
    "pages/badges/index",
    "pages/honour/index",
    "pages/income/index",
    "pages/rules/index",
    "pages/rings/index",
    "pages/sign-in/index",
  ],
  window: {
    navigationBarTitleText: "达标",
    navigationBarBackgroundColor: bar,
    navigationBarTextStyle: (isMini ? "@barText" : "black") as "black",
    backgroundColor: isMini ? "@bg" : "#F4F6F8",
    backgroundTextStyle: (isMini ? "@pull" : "dark") as "dark",
  },
  ...(isMini && { darkmode: true, themeLocation: "theme.json" }),
  tabBar: {
    color: isMini ? "@tab" : "#5F6B76",
    selectedColor: isMini ? "@tabSelected" : "#0B6E5F",
    backgroundColor: bar,
    borderStyle: (isMini ? "@tabBorder" : "black") as "black",
    list: [
      {
        pagePath: "pages/today/index",
        text: "今日",
        iconPath: "assets/tab-today.png",
        selectedIconPath: "assets/tab-today-selected.png",
      },
      {
        pagePath: "pages/goals/index",
        text: "目标",
        iconPath: "assets/tab-goals.png",
        selectedIconPath: "assets/tab-goals-selected.png",
      },
      {
        pagePath: "pages/team/index",
        text: "团队",
        iconPath: "assets/tab-team.png",
        selectedIconPath: "assets/tab-team-selected.png",
      },
      {
        pagePath: "pages/awards/index",
        text: "荣誉",
        iconPath: "assets/tab-awards.png",
        selectedIconPath: "assets/tab-awards-selected.png",
      },
      {
        pagePath: "pages/me/index",
        text: "我的",
        iconPath: "assets/tab-me.png",
        selectedIconPath: "assets/tab-me-selected.png",
      },
    ],
  },
  lazyCodeLoading: "requiredComponents",
});

export default definePageConfig({ navigationBarTitleText: "自动奖励", enablePullDownRefresh: true });

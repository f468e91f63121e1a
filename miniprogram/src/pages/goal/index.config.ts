export default definePageConfig({ navigationBarTitleText: "目标", enablePullDownRefresh: true });

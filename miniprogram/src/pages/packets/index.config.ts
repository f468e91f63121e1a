export default definePageConfig({ navigationBarTitleText: "红包", enablePullDownRefresh: true });

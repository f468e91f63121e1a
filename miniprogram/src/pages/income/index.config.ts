export default definePageConfig({ navigationBarTitleText: "我收到的红包", enablePullDownRefresh: true });

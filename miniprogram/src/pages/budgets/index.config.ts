export default definePageConfig({ navigationBarTitleText: "红包预算", enablePullDownRefresh: true });

export default definePageConfig({ navigationBarTitleText: "勋章", enablePullDownRefresh: true });

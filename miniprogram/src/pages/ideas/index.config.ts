export default definePageConfig({ navigationBarTitleText: "建议箱", enablePullDownRefresh: true });

export default definePageConfig({ navigationBarTitleText: "表扬圈子", enablePullDownRefresh: true });

export default definePageConfig({ navigationBarTitleText: "优秀员工评选", enablePullDownRefresh: true });

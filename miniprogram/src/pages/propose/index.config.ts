export default definePageConfig({ navigationBarTitleText: "新目标" });

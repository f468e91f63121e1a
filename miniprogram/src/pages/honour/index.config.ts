export default definePageConfig({ navigationBarTitleText: "授勋" });

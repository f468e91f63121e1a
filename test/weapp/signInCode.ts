/** The code that WeCom would give the phone of somebody in the demo company; good once. */
export async function signInCode(origin: string, userId: string): Promise<string> {
  const query = new URLSearchParams({ as: userId, redirect_uri: "/" });
  const answer = await fetch(`${origin}/sandbox/connect/oauth2/authorize?${query}`, { redirect: "manual" });
  const code = new URL(answer.headers.get("location") ?? "", origin).searchParams.get("code");
  if (!code) throw new Error(`no code for ${userId}: ${answer.status}`);
  return code;
}

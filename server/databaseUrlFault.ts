/** What is wrong with a database's address, in words that give away nothing of it; undefined where nothing is. */
export function databaseUrlFault(url: string): string | undefined {
  if (!url.startsWith("mysql:")) return undefined;
  if (!URL.canParse(url))
    return "主机或端口有误：端口是 0 到 65535 的整数；用户名和密码里的特殊字符要编码，例如 @ 写成 %40，# 写成 %23";
  const { hostname, username, password, pathname } = new URL(url);
  if (hostname === "") return "没有主机，请填在 mysql:// 后面";
  if (pathname === "/") return "没有库名，请填在最后";
  if (!isDecodable(username) || !isDecodable(password)) return "用户名或密码里的 % 后面有误：% 本身请写成 %25";
  return undefined;
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

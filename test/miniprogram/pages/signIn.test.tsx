import Taro from "@tarojs/taro";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import SignInPage from "../../../miniprogram/src/pages/sign-in/index";
import { storage } from "../stubs/taro";
import { askedFor, newPhone, Refusal, serve, told } from "./stubServer";

describe("登录", () => {
  it("binds a WeChat account by the code of the company's chat, once", async () => {
    newPhone();
    serve({ "POST /session/bind": { token: "mine" } });
    render(<SignInPage />);
    const button = screen.getByText("绑定并登录");
    fireEvent.click(button);
    expect(askedFor("POST")).toEqual([]);
    fireEvent.change(screen.getByRole("textbox"), { target: { value: " 123456 " } });
    for (let times = 0; times < 3; times++) fireEvent.click(button);
    await waitFor(() => expect(Taro.switchTab).toHaveBeenCalledWith({ url: "/pages/today/index" }));
    expect(askedFor("POST /session/bind")).toMatchObject([{ data: { code: "code", bindingCode: "123456" } }]);
    expect(storage.get("token")).toBe('"mine"');
  });

  it("says why a code is refused, and keeps it to be corrected", async () => {
    newPhone();
    serve({ "POST /session/bind": new Refusal(422, "identity.badCode", "绑定码不对，请再发一次“绑定”") });
    render(<SignInPage />);
    fireEvent.change(screen.getByRole("textbox"), { target: { value: "1" } });
    fireEvent.click(screen.getByText("绑定并登录"));
    await waitFor(() => expect(told()).toEqual(["绑定码不对，请再发一次“绑定”"]));
    expect(screen.getByRole<HTMLInputElement>("textbox").value).toBe("1");
    expect(Taro.switchTab).not.toHaveBeenCalled();
  });

  it.each([
    [encodeURIComponent("/pages/goal/index?id=g1"), "/pages/goal/index?id=g1"],
    [undefined, "/pages/today/index"],
    [encodeURIComponent("https://evil.test/"), "/pages/today/index"],
    [encodeURIComponent("/pages/../evil"), "/pages/today/index"],
  ])("signs in as anybody of the demo and goes on to %j: %s", async (to, url) => {
    newPhone({ as: "zhangsan", ...(to && { to }) });
    serve({ "POST /session/sandbox": { token: "mine" } });
    render(<SignInPage />);
    await waitFor(() => expect(Taro.reLaunch).toHaveBeenCalledWith({ url }));
    expect(askedFor("POST /session/sandbox")).toMatchObject([{ data: { userId: "zhangsan" } }]);
  });

  it("says that somebody is unknown, and tries again", async () => {
    newPhone({ as: "nobody" });
    serve({ "POST /session/sandbox": new Refusal(403, "person.unknown", "还没有你的员工信息") });
    render(<SignInPage />);
    await screen.findByText("还没有你的员工信息");
    serve({ "POST /session/sandbox": { token: "mine" } });
    fireEvent.click(screen.getByText("再试一次"));
    await waitFor(() => expect(Taro.reLaunch).toHaveBeenCalledTimes(1));
  });
});

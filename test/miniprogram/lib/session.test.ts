import Taro from "@tarojs/taro";
import { session } from "../../../miniprogram/src/lib/session";
import { phone, requests, storage } from "./taro";

jest.mock("@tarojs/taro", () => ({ __esModule: true, ...jest.requireActual("./taro") }));

const answer = (statusCode: number, data: object) => {
  phone.answer = async () => ({ statusCode, data });
};
const wx = globalThis as { wx?: unknown };

describe("The session of the mini-program", () => {
  let left: jest.SpyInstance;
  beforeEach(() => {
    storage.clear();
    requests.length = 0;
    answer(200, { token: "new" });
    left = jest.spyOn(Taro, "redirectTo");
  });
  afterEach(() => {
    delete wx.wx;
    jest.restoreAllMocks();
  });

  it("is a token that goes with each request", () => {
    expect(session.header()).toEqual({});
    storage.set("token", '"mine"');
    expect(session.header()).toEqual({ Authorization: "Bearer mine" });
  });

  it("is opened by WeChat's code outside WeCom and by WeCom's inside", async () => {
    await session.renew();
    wx.wx = { qy: { login: ({ success }: { success(result: object): void }) => success({ code: "qy" }) } };
    await session.renew();
    expect(requests.map(({ data }) => data)).toEqual([
      { code: "code", via: "wechat" },
      { code: "qy", via: "miniprogram" },
    ]);
    expect(session.header()).toEqual({ Authorization: "Bearer new" });
  });

  it("is renewed once at a time, and again later", async () => {
    await Promise.all([session.renew(), session.renew(), session.renew()]);
    expect(requests).toHaveLength(1);
    await session.renew();
    expect(requests).toHaveLength(2);
  });

  it("leads who is not bound yet to where they bind, and nobody else", async () => {
    answer(403, { code: "session.notBound", detail: "还没有绑定" });
    await expect(session.renew()).rejects.toMatchObject({ code: "session.notBound", detail: "还没有绑定" });
    expect(left).toHaveBeenCalledWith({ url: "/pages/sign-in/index" });
    left.mockClear();
    answer(403, { code: "person.unknown", detail: "请联系人事" });
    await expect(session.renew()).rejects.toMatchObject({ status: 403, detail: "请联系人事" });
    expect(left).not.toHaveBeenCalled();
  });

  it("says that there is no net, and tries anew the next time", async () => {
    phone.answer = async () => {
      throw new Error("no net");
    };
    await expect(session.renew()).rejects.toMatchObject({ detail: "现在连不上网，请稍后再试。" });
    answer(200, { token: "later" });
    await session.renew();
    expect(session.header()).toEqual({ Authorization: "Bearer later" });
    wx.wx = { qy: { login: ({ fail }: { fail(error: unknown): void }) => fail("no net") } };
    await expect(session.renew()).rejects.toMatchObject({ detail: "现在连不上网，请稍后再试。" });
  });

  it("takes what the last person looked at with it, but not what they have not sent", async () => {
    const keep = () => {
      for (const key of ["kept:today", "draft:report:k1", "me", "outbox", "textScale"]) storage.set(key, '"x"');
    };
    keep();
    await session.signInAs("zhangsan");
    expect([...storage.keys()].sort()).toEqual(["outbox", "textScale", "token"]);
    keep();
    await session.bind("123456");
    expect(requests.at(-1)!.data).toEqual({ code: "code", bindingCode: "123456" });
    expect([...storage.keys()].sort()).toEqual(["outbox", "textScale", "token"]);
  });

  it("ends when the server has heard it, and not before", async () => {
    storage.set("token", '"mine"');
    phone.answer = async () => {
      throw new Error("no net");
    };
    await expect(session.end()).rejects.toMatchObject({ detail: "现在连不上网，请稍后再试。" });
    expect(session.header()).toEqual({ Authorization: "Bearer mine" });
    answer(200, {});
    await session.end();
    expect(requests.at(-1)!.header.Authorization).toBe("Bearer mine");
    expect(session.header()).toEqual({});
  });
});

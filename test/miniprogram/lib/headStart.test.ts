import Taro from "@tarojs/taro";
import { request } from "../../../miniprogram/src/lib/request";

const place = globalThis as { headStart?: { path: string; answer: Promise<unknown> } };
const asked = Taro.request as unknown as jest.Mock;

describe("What the page's head asked for before the app was there", () => {
  beforeEach(() => {
    process.env.TARO_ENV = "h5";
    asked.mockReset();
    asked.mockResolvedValue({ statusCode: 200, data: { from: "the app" } });
  });
  afterEach(() => {
    delete place.headStart;
    Reflect.deleteProperty(process.env, "TARO_ENV");
  });
  const start = (answer: Promise<unknown>) => {
    place.headStart = { path: "/me/today", answer };
  };

  it("is taken once, by whoever asks for the same", async () => {
    start(Promise.resolve({ statusCode: 200, data: { from: "the head" } }));
    expect(await request("GET", "/me")).toEqual({ from: "the app" });
    expect(await request("GET", "/me/today")).toEqual({ from: "the head" });
    expect(await request("GET", "/me/today")).toEqual({ from: "the app" });
    expect(asked).toHaveBeenCalledTimes(2);
  });

  it("is asked for again where it did not arrive", async () => {
    start(Promise.reject(new TypeError("Failed to fetch")));
    expect(await request("GET", "/me/today")).toEqual({ from: "the app" });
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it("tells its refusals like any answer", async () => {
    start(Promise.resolve({ statusCode: 403, data: { code: "person.left", detail: "你已离开公司" } }));
    await expect(request("GET", "/me/today")).rejects.toMatchObject({ status: 403, code: "person.left" });
  });
});

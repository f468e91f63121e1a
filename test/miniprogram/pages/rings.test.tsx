import Taro from "@tarojs/taro";
import { fireEvent, render, screen } from "@testing-library/react";
import RingsPage from "../../../miniprogram/src/pages/rings/index";
import { newPhone, Refusal, serve } from "./stubServer";

const [wang, li, zhao] = ["王芳", "李强", "赵刚"].map((name, index) => ({ id: `e${index}`, name }));

describe("表扬圈子", () => {
  beforeEach(() => newPhone());

  it("shows people in their order with how often each praised the next, as a hint and no more", async () => {
    serve({ "GET /praise-rings": { rings: [{ members: [wang, li, zhao], praises: [3, 5, 4] }] } });
    render(<RingsPage />);
    expect(await screen.findByText(/只是提示，不是结论/)).toBeTruthy();
    const rows = screen.getAllByText(/^表扬 /).map((one) => one.closest(".row")?.textContent?.slice(1));
    expect(rows).toEqual(["王芳表扬 李强3 次", "李强表扬 赵刚5 次", "赵刚表扬 王芳4 次"]);
    fireEvent.click(screen.getByText("李强"));
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: "/pages/person/index?id=e1" });
  });

  it("says so where there is none", async () => {
    serve({ "GET /praise-rings": { rings: [] } });
    render(<RingsPage />);
    expect(await screen.findByText("最近 30 天没有两三个人反复互相表扬。")).toBeTruthy();
    expect(screen.queryByText(/不是结论/)).toBeNull();
  });

  it("is for HR alone, and keeps nothing on the phone", async () => {
    serve({ "GET /praise-rings": new Refusal(403, "recognition.readRingsForbidden", "只有人事能看") });
    render(<RingsPage />);
    expect(await screen.findByText("只有人事能看")).toBeTruthy();
    expect(Taro.getStorageInfoSync().keys).toEqual([]);
  });
});

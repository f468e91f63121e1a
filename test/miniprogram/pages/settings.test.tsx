import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import type { NoticeSettings } from "../../../miniprogram/src/lib/wire";
import SettingsPage from "../../../miniprogram/src/pages/settings/index";
import { askedFor, later, newPhone, Refusal, serve, told } from "./stubServer";

const settings: NoticeSettings = {
  morning: { isOn: true, time: "09:00" },
  evening: { isOn: false, time: "17:30" },
  alerts: { isOn: true },
  times: { morning: ["08:30", "09:00", "09:30"], evening: ["17:30", "18:00"] },
};
const switchOf = (title: string) => screen.getByText(title).closest(".switch")!;
const state = (title: string) => switchOf(title).querySelector(".switch__state")!.textContent;

describe("消息设置", () => {
  beforeEach(() => {
    newPhone();
    serve({ "GET /me/settings": settings });
  });

  async function open() {
    const { container } = render(<SettingsPage />);
    await screen.findByText("早上提醒");
    return container;
  }

  it("says which messages come", async () => {
    const page = await open();
    expect(["早上提醒", "下班前提醒", "进度预警"].map(state)).toEqual(["开", "关", "开"]);
    expect(page.textContent).toContain("审批、表扬和别人的答复总会送到，不能关闭。");
    const [morning, evening] = page.querySelectorAll("select");
    expect([morning!.value, morning!.disabled, evening!.disabled]).toEqual(["1", false, true]);
  });

  it("shows a change at once and sends it once, however often it is pressed meanwhile", async () => {
    const answer = later();
    serve({ "PUT /me/settings": answer.promise });
    await open();
    fireEvent.click(switchOf("进度预警"));
    expect(state("进度预警")).toBe("关");
    fireEvent.click(switchOf("进度预警"));
    answer.give({ ...settings, alerts: { isOn: false } });
    await waitFor(() => expect(told()).toEqual(["已保存"]));
    expect(state("进度预警")).toBe("关");
    expect(askedFor("PUT /me/settings")).toMatchObject([{ data: { alerts: { isOn: false } } }]);
  });

  it("puts back what the server refuses, and says why", async () => {
    serve({ "PUT /me/settings": new Refusal(500, "system.failed", "系统出错了") });
    await open();
    fireEvent.click(switchOf("早上提醒"));
    expect(state("早上提醒")).toBe("关");
    await waitFor(() => expect(told()).toEqual(["系统出错了"]));
    expect(state("早上提醒")).toBe("开");
  });

  it("moves a reminder to another time", async () => {
    serve({ "PUT /me/settings": { ...settings, morning: { isOn: true, time: "09:30" } } });
    const page = await open();
    fireEvent.change(page.querySelector("select")!, { target: { value: "2" } });
    await waitFor(() => expect(told()).toEqual(["已保存"]));
    expect(askedFor("PUT")).toMatchObject([{ data: { morning: { isOn: true, time: "09:30" } } }]);
    expect(page.querySelector("select")!.value).toBe("2");
  });

  it("makes letters larger, without a net too, and keeps it", async () => {
    serve({ "GET /me/settings": new Refusal(500, "system.failed", "系统出错了") });
    const { container, unmount } = render(<SettingsPage />);
    await screen.findByText("系统出错了");
    const scale = () => document.querySelector<HTMLElement>(".page")!.style.getPropertyValue("--scale");
    expect(scale()).toBe("1");
    const sizes = container.querySelectorAll(".choices__one");
    fireEvent.click(sizes[sizes.length - 1]!);
    const chosen = scale();
    expect(Number(chosen)).toBeGreaterThan(1.2);
    unmount();
    render(<SettingsPage />);
    await screen.findByText("系统出错了");
    expect(scale()).toBe(chosen);
  });
});

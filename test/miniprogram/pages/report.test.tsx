import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { me } from "../../../miniprogram/src/lib/me";
import ReportPage from "../../../miniprogram/src/pages/report/index";
import { reportable } from "./samples";
import { askedFor, newPhone, Refusal, serve } from "./stubServer";

const orders = reportable();
const rate = reportable({ id: "k2", title: "回购率", unit: "%", accumulation: "last", start: "18", value: "20" });
const deed = reportable({ id: "k3", title: "分层方案", kind: "binary", unit: "", value: null });
const sentOf = (id: string) => askedFor(`POST /key-results/${id}/check-ins`);

describe("报进度", () => {
  async function open(...mine: (typeof orders)[]) {
    serve({ "GET /me/reportable": { me: { id: "e1", name: "张三" }, mine, crew: [] } });
    const page = render(<ReportPage />);
    await screen.findByText("报上去");
    return page;
  }
  beforeEach(() => {
    newPhone();
    me.confirm("e1");
    for (const id of ["k1", "k2", "k3"])
      serve({ [`POST /key-results/${id}/check-ins`]: { checkInId: "c", value: "125120", isReached: false } });
  });

  const press = (...keys: string[]) => {
    for (const key of keys) fireEvent.click(screen.getByText(key, { selector: ".tap *" }));
  };
  const back = () => fireEvent.click(screen.getAllByLabelText("删一位")[0]!);

  it.each([
    [["1", "2", ".", "5", "万"], "125000"],
    [["3", "亿"], "300000000"],
    [["3", "亿", "亿"], "3"],
    [["0", ".", "2", "5"], "0.25"],
    [[".", "5"], "0.5"],
    [["0", "0", "7"], "7"],
    [["1", ".", ".", "1", "2", "3", "4", "5"], "1.1234"],
    [["2", "0", "±"], "-20"],
    [["2", "0", "±", "±"], "20"],
    [["9", "清空", "8"], "8"],
  ])("takes %j as %s", async (keys, amount) => {
    await open(orders);
    press(...keys, "报上去");
    await waitFor(() => expect(sentOf("k1")).toHaveLength(1));
    expect(sentOf("k1")).toMatchObject([{ data: { operation: "add", amount } }]);
    await screen.findByText(/已送达/);
  });

  it("takes a digit back, or the 万", async () => {
    await open(orders);
    press("1", "2");
    back();
    press("3", "万");
    back();
    press("报上去");
    await waitFor(() => expect(sentOf("k1")).toMatchObject([{ data: { amount: "13" } }]));
  });

  it("says what the figure makes of it before it is sent: added up, or as it stands", async () => {
    await open(orders);
    press("3", "0");
    expect(screen.getByText("120 单 → 150 单")).toBeTruthy();
    press("现在是");
    expect(screen.getByText("120 单 → 30 单")).toBeTruthy();
  });

  it("sends nothing without a figure, and a figure once", async () => {
    await open(orders);
    press("报上去");
    press("4", "报上去", "报上去", "报上去");
    await screen.findByText(/已送达/);
    expect(sentOf("k1")).toHaveLength(1);
    expect(sentOf("k1")[0]!.key).toBeTruthy();
  });

  it("keeps what was typed while the page is away", async () => {
    const page = await open(orders);
    press("7", "8");
    page.unmount();
    await open(orders);
    press("报上去");
    await waitFor(() => expect(sentOf("k1")).toMatchObject([{ data: { amount: "78" } }]));
  });

  it("has no 万 for a rate, which is reported as it stands", async () => {
    await open(rate);
    expect(screen.queryByText("万")).toBeNull();
    press("2", "3", "报上去");
    await waitFor(() => expect(sentOf("k2")).toMatchObject([{ data: { operation: "set", amount: "23" } }]));
  });

  it("asks of a deed whether it is done", async () => {
    await open(deed);
    expect(screen.queryByText("清空")).toBeNull();
    press("完成", "报上去");
    await waitFor(() => expect(sentOf("k3")).toMatchObject([{ data: { operation: "set", amount: "1" } }]));
  });

  it("gives back what the server refuses, to be changed", async () => {
    serve({ "POST /key-results/k1/check-ins": new Refusal(422, "checkIn.tooMuch", "比目标大太多，请检查") });
    await open(orders);
    press("9", "9", "万", "报上去");
    await screen.findByText(/被退回：比目标大太多，请检查/);
    press("改一改");
    expect(screen.queryByText(/被退回/)).toBeNull();
    expect(screen.getByText(/120 单 → 99.012 万 单|→ 990,120 单/)).toBeTruthy();
  });

  it("asks for another one where a link's own is gone, and sends nothing to one that was not meant", async () => {
    newPhone({ keyResult: "gone" });
    me.confirm("e1");
    serve({ "GET /me/reportable": { me: { id: "e1", name: "张三" }, mine: [orders, rate], crew: [] } });
    render(<ReportPage />);
    await screen.findByText("这一项现在不能报了。");
    expect(screen.queryByText("报上去")).toBeNull();
    press("报别的");
    expect(screen.getByText("报上去")).toBeTruthy();
  });

  it("does not hand what is being typed to another one when its own goes away meanwhile", async () => {
    await open(orders, rate);
    serve({ "GET /me/reportable": { me: { id: "e1", name: "张三" }, mine: [rate], crew: [] } });
    press("5", "报上去");
    await screen.findByText("这一项现在不能报了。");
    expect(screen.queryByText("报上去")).toBeNull();
  });

  it("shows what was refused where nothing can be reported any more", async () => {
    await open(orders);
    serve({
      "GET /me/reportable": { me: { id: "e1", name: "张三" }, mine: [], crew: [] },
      "POST /key-results/k1/check-ins": new Refusal(409, "checkIn.closed", "周期已经结束"),
    });
    press("6", "报上去");
    await screen.findByText(/被退回：周期已经结束/);
    cleanup();
    render(<ReportPage />);
    await screen.findByText("现在没有能报的目标。");
    expect(screen.getByText(/被退回：周期已经结束/)).toBeTruthy();
  });
});

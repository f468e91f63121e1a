import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Attachment, CheckIn, CheckInNote } from "../../entities";
import { describeBrowser } from "../browser";
import { picture } from "../server/uploads";
import { type Phone, PhoneDemo } from "./PhoneDemo";

/** As an iPhone saves it: the first box names the brand. */
const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from("ftypheic"), Buffer.alloc(2000)]);

describeBrowser("A photo or file that is refused", () => {
  let demo: PhoneDemo;
  let phone: Phone;
  let keyResultId: string;
  beforeAll(async () => {
    demo = await PhoneDemo.start("sqlite");
    phone = await demo.phoneOf("zhangsan");
    const { mine } = await phone.get<{ mine: { id: string; unit: string }[] }>("/me/reportable");
    keyResultId = mine.find(({ unit }) => unit !== "")!.id;
  }, 60_000);
  afterAll(() => demo?.stop());

  /** Opens the report with a figure and a note. */
  async function write(figure: string, note: string) {
    await phone.open(`report/index?keyResult=${keyResultId}`);
    await phone.press(figure);
    await phone.page.getByText("备注、信心、照片").click();
    await phone.page.getByLabel("备注", { exact: true }).fill(note);
  }
  async function choose(file: string | { name: string; buffer: Buffer; mimeType: string }) {
    const [chooser] = await Promise.all([
      phone.page.waitForEvent("filechooser"),
      phone.page.getByText("加照片").click(),
    ]);
    await chooser.setFiles(file);
  }
  const send = () => phone.page.getByText("报上去").click();
  const latest = () => phone.page.locator(".report-sent").first();

  /** What the server has of the report with a figure. */
  async function stored(figure: number) {
    const [checkIn, ...more] = await demo.db.read.findBy(CheckIn, { keyResultId, amount: figure * 10_000 });
    expect(more).toEqual([]);
    const [note] = await demo.db.read.findBy(CheckInNote, { checkInId: checkIn!.id });
    const files = await demo.db.read.findBy(Attachment, { checkInId: checkIn!.id });
    return { note: note?.note, files: files.map(({ name }) => name) };
  }

  it("says at once that it is too large, and the rest goes on without it", async () => {
    await write("51", "下午两场直播");
    const folder = mkdtempSync(join(tmpdir(), "dabiao-photo-"));
    const photo = join(folder, "大图.jpg");
    writeFileSync(photo, "");
    truncateSync(photo, 10 * 1024 * 1024 + 1);
    await choose(photo);
    await phone.page.getByText("照片或文件不能超过 10 MB").waitFor();
    rmSync(folder, { recursive: true });
    expect(await phone.page.getByText("大图.jpg").count()).toBe(0);
    await send();
    await latest().getByText("已送达").waitFor();
    expect(await stored(51)).toEqual({ note: "下午两场直播", files: [] });
  });

  it.each([
    ["of another kind", "工具.exe", Buffer.from(`MZ${"\0".repeat(500)}`), "这种文件不能上传", 52],
    ["HEIC", "IMG_0001.HEIC", heic, "HEIC 照片打不开", 53],
  ])(
    "says why when it is %s, and gives figure and note back to be sent without it",
    async (_, name, bytes, words, figure) => {
      await write(String(figure), "备注还在");
      await choose({ name: "好的.png", buffer: await picture(40, 30).png().toBuffer(), mimeType: "image/png" });
      await phone.page.getByText("好的.png").waitFor();
      await choose({ name, buffer: bytes, mimeType: "image/jpeg" });
      await phone.page.getByText(name).waitFor();
      await send();
      await latest().getByText(words).waitFor();

      await latest().getByText("改一改").click();
      await phone.page.getByLabel(`去掉 ${name}`).click();
      expect(await phone.page.getByLabel("备注", { exact: true }).inputValue()).toBe("备注还在");
      await send();
      await latest().getByText("已送达").waitFor();
      expect(await stored(figure)).toEqual({ note: "备注还在", files: ["好的.jpg"] });
    },
  );
});

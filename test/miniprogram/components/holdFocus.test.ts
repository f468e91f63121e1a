import { fireEvent } from "@testing-library/react";
import { holdFocus } from "../../../miniprogram/src/components/holdFocus";

describe("The Tab key while a sheet is open", () => {
  const focused = () => document.activeElement?.id;
  const tab = (shiftKey = false) => fireEvent.keyDown(document.activeElement!, { key: "Tab", shiftKey });
  let stop: () => void;

  beforeEach(() => {
    // Nothing has a place in this browser.
    jest.spyOn(Element.prototype, "getClientRects").mockReturnValue([{}] as never);
    document.body.innerHTML = `
      <div id="opener" tabindex="0"></div>
      <div class="sheet"><div id="close" tabindex="0"></div><input id="name"><div tabindex="-1" id="off"></div></div>
      <div id="behind" tabindex="0"></div>`;
    document.getElementById("opener")!.focus();
    stop = holdFocus(".sheet");
    // As Taro's inputs do.
    document.getElementById("name")!.addEventListener("keydown", (event) => event.stopPropagation());
  });
  afterEach(() => {
    stop();
    jest.restoreAllMocks();
  });

  it("goes in, round and back round, to nothing that cannot be pressed", () => {
    tab();
    expect(focused()).toBe("close");
    tab(true);
    expect(focused()).toBe("name");
    tab();
    expect(focused()).toBe("close");
  });

  it("leaves a question above the sheet its own keys", () => {
    document.body.insertAdjacentHTML("beforeend", `<div class="taro-modal__mask"></div>`);
    tab();
    expect(focused()).toBe("opener");
  });

  it("returns to what opened the sheet", () => {
    tab();
    stop();
    expect(focused()).toBe("opener");
    tab();
    expect(focused()).toBe("opener");
  });
});

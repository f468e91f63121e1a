// The phone's page beside the chats: the same pages people open in WeCom, signed in as whoever is chosen here.

const home = "/pages/today/index";
const frame = document.createElement("iframe");
frame.title = "达标的手机页面";
const section = document.getElementById("screen");
let shownAs;

/** Whether there is room for it; else its pages open by themselves. */
export const hasScreen = () => section.offsetParent !== null;

/** Where a page of the phone opens when somebody has to be signed in first. */
const signingIn = (userId, page) =>
  `/h5/?as=${encodeURIComponent(userId)}#/pages/sign-in/index?as=${encodeURIComponent(userId)}&to=${encodeURIComponent(page)}`;

/** The page of an address of ours, `/pages/goal/index?id=…`; undefined for any other. */
const pageIn = (url) => new URL(url, location.href).hash.match(/^#(\/pages\/.+)$/)?.[1];

/** Shows a page to a person, in the frame or, where there is none, in a window of its own. */
export function openPage(userId, url) {
  const page = pageIn(url) ?? home;
  if (!hasScreen()) return void window.open(signingIn(userId, page), "_blank", "noreferrer");
  if (userId === shownAs) frame.contentWindow.location.hash = page;
  else show(userId, page);
}

function show(userId, page = home) {
  shownAs = userId;
  localStorage.setItem("screen", userId);
  frame.src = signingIn(userId, page);
  const select = section.querySelector("select");
  if (select) select.value = userId;
}

/** Draws the frame once, and its choice of people whenever they change. `pick` makes the element they are chosen in. */
export function renderScreen(people, pick) {
  if (!section.firstChild) section.append(document.createElement("header"), frame);
  const key = JSON.stringify(people);
  if (section.shows !== key) {
    section.shows = key;
    const wanted = shownAs ?? localStorage.getItem("screen");
    const first = people.find(({ userId }) => userId === wanted) ?? people.find(({ userId }) => userId === "zhangsan");
    section.firstChild.replaceChildren(...pick(first?.userId, (userId) => show(userId)));
    if (shownAs === undefined && first && hasScreen()) show(first.userId);
  }
  clearTimeout(renderScreen.timer);
  // What happened in a chat changes what the page shows: it asks again when it is looked at.
  renderScreen.timer = setTimeout(() => frame.contentWindow?.dispatchEvent(new Event("focus")), 300);
}

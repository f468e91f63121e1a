// Runs in the page's head, before anything else is there. Written for the oldest browser as it is: nothing compiles it.
(() => {
  // What the app and its libraries use and Chrome 66 or iOS 12 may lack.
  function lend(owner, name, method) {
    if (!owner[name]) Object.defineProperty(owner, name, { value: method, configurable: true, writable: true });
  }
  lend(window, "globalThis", window);
  lend(Object, "fromEntries", (entries) => {
    const object = {};
    for (const [key, value] of entries) object[key] = value;
    return object;
  });
  lend(Array.prototype, "flat", function (depth) {
    const deep = depth === undefined ? 1 : depth;
    return this.reduce(
      (all, one) => all.concat(deep > 1 && Array.isArray(one) ? one.flat(deep - 1) : deep > 0 ? one : [one]),
      [],
    );
  });
  lend(Array.prototype, "flatMap", function (act, self) {
    return this.map(act, self).flat();
  });
  lend(String.prototype, "replaceAll", function (what, by) {
    return what instanceof RegExp ? this.replace(what, by) : this.split(what).join(by);
  });

  // 今日 asks the server while the app is still on its way; lib/headStart.ts hands the answer over.
  if (!/^(#\/?(pages\/today\/index)?)?(\?.*)?$/.test(location.hash)) return;
  const answer = fetch("/api/v1/me/today", { headers: { "Content-Type": "application/json" } }).then((response) =>
    response
      .json()
      .then(
        (data) => data,
        () => null,
      )
      .then((data) => ({ statusCode: response.status, header: { date: response.headers.get("Date") }, data })),
  );
  // Heard where it is taken.
  answer.catch(() => undefined);
  window.headStart = { path: "/me/today", answer };
})();

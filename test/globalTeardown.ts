async function globalTeardown() {
  await globalThis.dabiaoServer?.stop();
}

export default globalTeardown;

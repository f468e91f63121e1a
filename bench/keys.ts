/** Made up for the benchmarks. */
export const keys = {
  token: "benchmark",
  encodingAesKey: "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C",
  receiveId: "ww00000000000000be",
  sessionSecret: "for benchmarks only and worth nothing at all",
};

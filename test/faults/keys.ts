/** Made up for these tests. */
export const keys = {
  token: "faults",
  encodingAesKey: "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C",
  receiveId: "ww00000000000000fa",
};

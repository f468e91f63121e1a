Object.assign(globalThis, { API_BASE: "" });

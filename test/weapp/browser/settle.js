/**
 * Answers as WeChat does: later, by `success` or `fail`, then `complete`; to who listens to none of them, by the promise
 * it returns. `work` is a promise or what makes one.
 */
export async function settle(options = {}, name, work) {
  const isHeard = options.success || options.fail || options.complete;
  let answer;
  try {
    answer = { errMsg: `${name}:ok`, ...(await (typeof work === "function" ? work() : work)) };
  } catch (error) {
    answer = { errMsg: `${name}:fail ${error.message}` };
    if (!isHeard) throw answer;
    options.fail?.(answer);
    options.complete?.(answer);
    return undefined;
  }
  options.success?.(answer);
  options.complete?.(answer);
  return answer;
}

import { environmentManager, QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ApiError } from "./fetch-json";
import { getQueryClient } from "./query-client";

beforeEach(() => {
  vi.useFakeTimers();
  environmentManager.setIsServer(() => false);
});
afterEach(() => {
  getQueryClient().clear();
  vi.useRealTimers();
});

/** A question whose answers follow each other; a number is the status of a refusal. */
function watched(...answers: (string | number)[]) {
  const ask = vi.fn(async () => {
    const answer = answers.shift() ?? "";
    if (typeof answer === "number") throw new ApiError(answer, "no");
    return answer;
  });
  const observer = new QueryObserver(getQueryClient(), { queryKey: ["figure"], queryFn: ask });
  observer.subscribe(() => undefined);
  return { observer, ask, shown: () => observer.getCurrentResult() };
}

describe("what was loaded once", () => {
  test("stays with its moment when it cannot be renewed, and is asked for again by itself until it is", async () => {
    const { observer, ask, shown } = watched("7", 503, 503, 503, "8");
    await vi.advanceTimersByTimeAsync(0);
    const { dataUpdatedAt } = shown();
    const renewed = observer.refetch();
    await vi.advanceTimersByTimeAsync(3_000);
    await renewed;
    expect(shown()).toMatchObject({ data: "7", dataUpdatedAt, error: { status: 503 } });
    expect(ask).toHaveBeenCalledTimes(4);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(shown()).toMatchObject({ data: "8", error: null });
    await vi.advanceTimersByTimeAsync(300_000);
    expect(ask).toHaveBeenCalledTimes(5);
  });

  test.each([403, 404])("leaves the screen when it is gone: %d", async (status) => {
    const { observer, ask, shown } = watched("7", status);
    await vi.advanceTimersByTimeAsync(0);
    await observer.refetch();
    expect(shown()).toMatchObject({ data: undefined, error: { status } });
    await vi.advanceTimersByTimeAsync(300_000);
    expect(ask).toHaveBeenCalledTimes(2);
  });
});

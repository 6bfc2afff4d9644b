import { expect, test } from "vitest";
import { jobsChange } from "./mover-words";

test.each([
  [12, 36, "tripled"],
  [10, 21, "doubled"],
  [10, 5, "halved"],
  [10, 14, "moreJobs"],
  [10, 8, "fewerJobs"],
  [0, 4, "began"],
  [4, 0, "stopped"],
  [10, 60, "moreJobs"],
])("%i jobs, then %i: %s", (before, now, word) => expect(jobsChange(before, now)).toBe(word));
